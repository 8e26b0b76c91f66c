package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.sqlledger.demo.Comparison;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database cuts all connections and refuses new ones, is full, or is slow, while records arrive and change. */
@Timeout(300)
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int HISTORY = 600;
    private static final int NEW_RECORDS = 150;
    private static final int OUTAGES = 3;
    private static final int FAILURES = 3;
    private static final int REQUESTS = 10;

    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        try (Traffic traffic = new Traffic(HISTORY); TestDatabase database = new TestDatabase()) {
            database.pool.getHikariConfigMXBean().setConnectionTimeout(500);
            traffic.begin(NEW_RECORDS, Duration.ofSeconds(10));
            Failures failures = new Failures();
            Main main = SqlLedger.camel(database.pool);
            traffic.properties().forEach(main::addOverrideProperty);
            main.bind("failures", failures);
            main.start();
            try {
                for (int outage = 1; outage <= OUTAGES; outage++) {
                    awaitRequests(traffic, REQUESTS);
                    database.interrupt();
                    for (int failure = 1; failure <= FAILURES; failure++) {
                        awaitFailure(database.pool.getHikariPoolMXBean());
                    }
                    database.resume();
                }
                traffic.end();
                await().atMost(SOON).until(() -> Comparison.of(traffic.records(), database.pool).isEqual());
            } finally {
                main.stop();
            }
            System.out.printf("%d outages, %d failed pages: %s%n", OUTAGES, failures.pages.get(),
                    Comparison.of(traffic.records(), database.pool));
            assertThat(database.count("SELECT count(*) FROM mdr")).isEqualTo(HISTORY + NEW_RECORDS);
            assertThat(traffic.versions()).containsAll(database.rows("SELECT message_uuid, fingerprint FROM mdr_version"));
        }
    }

    /**
     * First away. Then full, with PostgreSQL's own error, which a trigger raises because no test can fill the disk of the machine.
     * Then slow: each write takes longer than the timeout of the database.
     */
    @Test
    void healthNamesTheCauseIfTheDatabaseIsAwayFullOrSlow() throws Exception {
        try (Traffic traffic = new Traffic(HISTORY); TestDatabase database = new TestDatabase()) {
            database.execute("ALTER DATABASE " + database.name + " SET statement_timeout = '300ms'");
            database.pool.getHikariPoolMXBean().softEvictConnections();
            database.pool.getHikariConfigMXBean().setConnectionTimeout(500);
            Main main = SqlLedger.camel(database.pool);
            traffic.properties().forEach(main::addOverrideProperty);
            main.start();
            try {
                awaitRequests(traffic, REQUESTS);
                traffic.begin(NEW_RECORDS, Duration.ofSeconds(5));
                database.interrupt();
                awaitDown(main, "connection");
                database.resume();
                awaitUp(main);
                whileWritesDo("RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file \"base/1/1\":"
                              + " No space left on device'",
                        database, () -> awaitDown(main, "No space left on device"));
                awaitUp(main);
                whileWritesDo("PERFORM pg_sleep(30)", database, () -> awaitDown(main, "canceling statement due to statement timeout"));
                traffic.end();
                await().atMost(SOON).until(() -> Comparison.of(traffic.records(), database.pool).isEqual());
                awaitUp(main);
            } finally {
                main.stop();
            }
            assertThat(database.count("SELECT count(*) FROM mdr")).isEqualTo(HISTORY + NEW_RECORDS);
            assertThat(traffic.versions()).containsAll(database.rows("SELECT message_uuid, fingerprint FROM mdr_version"));
        }
    }

    private static void whileWritesDo(String fault, TestDatabase database, Runnable check) throws Exception {
        database.execute("""
                CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN NEW; END $$;
                CREATE TRIGGER fault BEFORE INSERT ON mdr FOR EACH ROW EXECUTE FUNCTION fault()""".formatted(fault));
        check.run();
        database.execute("DROP FUNCTION fault CASCADE");
    }

    private static void awaitDown(Main main, String cause) {
        await().atMost(SOON).until(() -> health(main).getState() == HealthCheck.State.DOWN);
        assertThat(health(main).getMessage()).hasValueSatisfying(message -> assertThat(message).containsIgnoringCase(cause));
    }

    private static void awaitUp(Main main) {
        await().atMost(SOON).until(() -> health(main).getState() == HealthCheck.State.UP);
    }

    private static HealthCheck.Result health(Main main) {
        return HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("plivo-mdr:")).findAny().orElseThrow();
    }

    private static void awaitRequests(Traffic traffic, int number) {
        int first = traffic.plivo.requests().size();
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> traffic.plivo.requests().size() >= first + number);
    }

    /** A page or a poll waits for a connection until its timeout. */
    private static void awaitFailure(HikariPoolMXBean pool) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> pool.getThreadsAwaitingConnection() > 0);
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> pool.getThreadsAwaitingConnection() == 0);
    }

    private static final class Failures extends EventNotifierSupport {

        private final AtomicInteger pages = new AtomicInteger();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeFailedEvent failed && failed.getExchange().getMessage().getBody() instanceof MdrPage) {
                pages.incrementAndGet();
            }
        }
    }
}
