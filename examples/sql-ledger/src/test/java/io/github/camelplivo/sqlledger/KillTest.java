package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelplivo.sqlledger.demo.Comparison;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ledger is killed (SIGKILL) and restarted repeatedly, while records arrive, arrive late and change. {@code
 * -Dkills=50} sets the number of kills.
 */
@Timeout(900)
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int RECORDS = 10_000;
    private static final int NEW_RECORDS = 3_000;
    /** The new records arrive during all lives of the process. */
    private static final Duration LIFE = Duration.ofSeconds(5);
    /** A kill comes at most this many requests, or this many versions in the ledger, after a start. */
    private static final int REQUESTS = 15;
    private static final int VERSIONS = 300;
    /** And then at most this many milliseconds later. */
    private static final int MILLIS = 40;
    private static final String STORED = "SELECT count(*) FROM mdr_version";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void hasEachRecordAndEachVersionOnce() throws Exception {
        try (Traffic traffic = new Traffic(RECORDS - NEW_RECORDS); TestDatabase database = new TestDatabase()) {
            traffic.plivo.onRequest(request -> requests.incrementAndGet());
            traffic.begin(NEW_RECORDS, LIFE.multipliedBy(KILLS));
            for (int life = 1; life <= KILLS; life++) {
                try (ChildLedger ledger = start(traffic, database, life)) {
                    awaitMomentToKill(ledger, database);
                    ledger.kill();
                }
            }
            try (ChildLedger ledger = start(traffic, database, KILLS + 1)) {
                traffic.end();
                await(ledger, Duration.ofSeconds(1), () -> Comparison.of(traffic.records(), database.pool).isEqual());
                // a last page may still be in the route
                ledger.stop();
            }
            check(traffic, database);
        }
    }

    private void check(Traffic traffic, TestDatabase database) throws Exception {
        Comparison comparison = Comparison.of(traffic.records(), database.pool);
        Set<String> stored = new HashSet<>(database.rows("SELECT message_uuid, fingerprint FROM mdr_version"));
        Set<String> completed = completed();
        Set<String> unacknowledged = new HashSet<>(stored);
        unacknowledged.removeAll(completed);
        System.out.printf("%d kills, seed %d: %s; %d versions, %d of them committed in a page that did not complete%n",
                KILLS, SEED, comparison, stored.size(), unacknowledged.size());

        assertThat(comparison.records()).isEqualTo(RECORDS);
        assertThat(comparison.isEqual()).as("%s, seed %d", comparison, SEED).isTrue();
        assertThat(database.count("SELECT count(*) FROM mdr")).isEqualTo(RECORDS);
        assertThat(database.count(STORED)).isEqualTo(stored.size());
        assertThat(stored).as("versions that were delivered, seed %d", SEED).containsAll(completed);
        assertThat(traffic.versions()).as("versions that Plivo listed, seed %d", SEED).containsAll(stored);
        assertThat(database.count("SELECT count(*) FROM mdr WHERE (message_uuid, fingerprint) NOT IN"
                                  + " (SELECT message_uuid, fingerprint FROM mdr_version)"))
                .isZero();
        // otherwise nothing was tested
        assertThat(stored).hasSizeGreaterThan(RECORDS);
    }

    /** @return the versions of all pages whose exchange completed, as far as the killed processes could write them */
    private Set<String> completed() throws IOException {
        Set<String> versions = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("completed-")).toList()) {
                String text = Files.readString(file);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(versions::add);
            }
        }
        return versions;
    }

    /** While the process starts, while it requests its first pages, or while it writes pages. */
    private void awaitMomentToKill(ChildLedger ledger, TestDatabase database) throws Exception {
        Duration interval = Duration.ofMillis(5);
        switch (random.nextInt(4)) {
            case 0 -> TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1500));
            case 1 -> {
                int lastRequest = requests.get() + random.nextInt(REQUESTS);
                await(ledger, interval, () -> requests.get() > lastRequest);
            }
            default -> {
                long lastVersion = database.count(STORED) + random.nextInt(VERSIONS);
                // fewer may arrive
                Instant end = Instant.now().plus(LIFE.multipliedBy(2));
                await(ledger, interval, () -> database.count(STORED) > lastVersion || Instant.now().isAfter(end));
            }
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MILLIS));
    }

    private static void await(ChildLedger ledger, Duration interval, Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(interval).until(() -> {
            assertThat(ledger.isAlive()).as(ledger.output()).isTrue();
            return condition.call();
        });
    }

    private ChildLedger start(Traffic traffic, TestDatabase database, int life) throws IOException {
        Map<String, String> properties = traffic.properties();
        properties.put(ChildLedger.COMPLETED, folder.resolve("completed-" + life).toString());
        Map<String, String> environment = Map.of(
                "JDBC_URL", database.url(),
                "PLIVO_AUTH_ID", properties.get("plivo.auth-id"),
                "PLIVO_AUTH_TOKEN", properties.remove("camel.component.plivo-mdr.auth-token"));
        return ChildLedger.start(folder.resolve("output-" + life), environment, properties);
    }
}
