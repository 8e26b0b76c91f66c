package io.github.camelplivo.mdr;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Routes that keep their position in a database. */
class WatermarkDataSourceTest {

    private final RouteHarness rig = new RouteHarness();
    private final LogLines log = new LogLines();
    private final List<CamelContext> contexts = new ArrayList<>();
    private final List<String> uuids = new ArrayList<>();
    private final JdbcDataSource database = new JdbcDataSource();
    private volatile boolean away;

    @BeforeEach
    void create(TestInfo test) {
        database.setURL("jdbc:h2:mem:" + test.getDisplayName().replace("()", "") + ";DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void close() {
        away = false;
        contexts.forEach(CamelContext::stop);
        rig.close();
        log.close();
    }

    private DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { DataSource.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && away) {
                        throw new SQLException("Connection refused", "08001");
                    }
                    return method.getName().equals("getConnection")
                            ? database.getConnection() : method.invoke(database, arguments);
                });
    }

    private CamelContext start(String name, List<String> delivered) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(10);
        context.getRegistry().bind("positions", dataSource());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(rig.uri("watermarkDataSource=#positions", "settle=1s")).routeId(name)
                        .process(rig::deliver)
                        .process(exchange -> exchange.getMessage().getBody(MdrPage.class)
                                .forEach(record -> delivered.add(record.getMessageUuid())));
            }
        });
        contexts.add(context);
        context.start();
        return context;
    }

    private void arrive(int records) {
        for (int i = 0; i < records; i++) {
            uuids.add(rig.plivo.account().add(Instant.now()));
        }
    }

    private List<String> errors() {
        return log.own().stream().filter(line -> line.getLevel() == Level.ERROR).map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void continuesInANewContext() throws Exception {
        arrive(50);
        List<String> delivered = new CopyOnWriteArrayList<>();
        CamelContext first = start("feed", delivered);
        rig.awaitDelivered(50);
        first.stop();
        arrive(1);
        start("feed", delivered);
        rig.awaitDelivered(51);

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(log.own()).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Test
    void theFeedThatStartsLaterDeliversAndTheOtherSaysWhy() throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        arrive(5);
        CamelContext one = start("one", first);
        rig.awaitDelivered(5);
        start("two", second);
        rig.awaitUntil(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.DOWN);
        arrive(5);
        rig.awaitUntil(() -> second.containsAll(uuids.subList(5, 10)));

        assertThat(first).containsExactlyInAnyOrderElementsOf(uuids.subList(0, 5));
        assertThat(second).containsExactlyInAnyOrderElementsOf(uuids.subList(5, 10));
        assertThat(FeedHealthTest.health(one).getMessage().orElseThrow())
                .startsWith("watermarkDataSource, table plivo_mdr_watermark, key '" + rig.plivo.account().authId())
                .contains("is owned by another feed now, in process " + ProcessHandle.current().pid());
        assertThat(errors()).singleElement().asString().contains("(route one)").contains("To continue here instead, start");
    }

    @Test
    void aFeedThatStartsAgainTakesTheRowBack() throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        CamelContext one = start("one", first);
        CamelContext two = start("two", new CopyOnWriteArrayList<>());
        rig.awaitUntil(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.DOWN);
        one.getRouteController().stopRoute("one");
        one.getRouteController().startRoute("one");
        rig.awaitUntil(() -> FeedHealthTest.health(two).getState() == HealthCheck.State.DOWN);
        arrive(5);
        rig.awaitUntil(() -> first.containsAll(uuids));

        assertThat(FeedHealthTest.health(one).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aFeedWithoutTheRowRequestsNothing() throws Exception {
        CamelContext one = start("one", new CopyOnWriteArrayList<>());
        CamelContext two = start("two", new CopyOnWriteArrayList<>());
        rig.awaitUntil(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.DOWN);
        two.stop();
        int requests = rig.plivo.requests().size();
        PlivoMdrConsumer consumer = (PlivoMdrConsumer) one.getRoute("one").getConsumer();
        long polls = consumer.getCounter();
        rig.awaitUntil(() -> consumer.getCounter() > polls + 5);

        assertThat(rig.plivo.requests()).hasSize(requests);
    }

    @Test
    void startsNoSecondRouteWithTheSameKey() {
        assertThatThrownBy(() -> rig.start(r -> {
            r.bindToRegistry("positions", database);
            r.from(rig.uri("watermarkDataSource=#positions")).process(rig::deliver);
            r.from(rig.uri("watermarkDataSource=#positions", "delay=70")).process(rig::deliver);
        })).hasMessageContaining("under the key '" + rig.plivo.account().authId() + "'")
                .hasMessageContaining("Set another watermarkKey on one of them");
    }

    @Test
    void losesNothingWhileTheDatabaseIsAway() throws Exception {
        List<String> delivered = new CopyOnWriteArrayList<>();
        arrive(30);
        CamelContext context = start("feed", delivered);
        rig.awaitDelivered(30);
        away = true;
        arrive(30);
        rig.awaitUntil(() -> FeedHealthTest.health(context).getState() == HealthCheck.State.DOWN);
        assertThat(FeedHealthTest.health(context).getMessage().orElseThrow()).contains("Connection refused (SQL state 08001)")
                .contains("Check that the database runs");
        away = false;
        rig.awaitUntil(() -> delivered.containsAll(uuids));

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(uuids);
        rig.awaitUntil(() -> FeedHealthTest.health(context).getState() == HealthCheck.State.UP);
    }
}
