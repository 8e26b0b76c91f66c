package io.github.camelplivo.mdr.kamelets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.feed.FileWatermarkStore;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BrowsableEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The source acknowledges a page when its sink has completed each record, in any thread. */
class AsynchronousSinkTest {

    private static final int RECORDS = 50;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final Inbox inbox = new Inbox();
    private final List<String> uuids = new ArrayList<>();
    private DefaultCamelContext context;

    @TempDir
    private Path folder;

    @BeforeEach
    void add() {
        for (int i = 0; i < RECORDS; i++) {
            // oldest first, like the pages
            uuids.add(plivo.account().add(Instant.now().minusSeconds(600 - i)));
        }
    }

    @AfterEach
    void close() throws IOException {
        plivo.close();
        context.close();
    }

    /** The sinks between source and route: none, another thread, a second queue. */
    @ParameterizedTest
    @ValueSource(strings = { "direct:records", "seda:records", "seda:records?concurrentConsumers=4", "seda:first" })
    void aPageIsRedeliveredIfTheSinkRefusesARecord(String sink) throws Exception {
        inbox.refuse(uuids.get(45));

        start(sink, new RouteBuilder() {
            @Override
            public void configure() {
                if (sink.equals("seda:first")) {
                    from(sink).to("seda:records");
                }
                from(sink.equals("seda:first") ? "seda:records" : sink).bean(inbox, "accept");
            }
        });
        await().atMost(SOON).until(() -> inbox.refusals() >= 2);
        inbox.refuse(null);
        await().atMost(SOON).until(() -> inbox.uuids().containsAll(uuids));

        assertThat(inbox.uuids()).contains(uuids.get(45));
    }

    @ParameterizedTest
    @ValueSource(strings = { "seda:records", "seda:records?concurrentConsumers=4" })
    void thePositionMovesWhenTheSinkHasCompletedTheRecords(String sink) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        start(sink, new RouteBuilder() {
            @Override
            public void configure() {
                from(sink).process(exchange -> {
                    reached.countDown();
                    go.await(1, TimeUnit.MINUTES);
                }).bean(inbox, "accept");
            }
        });
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        // the sink has one page of 20; the next one follows after its acknowledgement
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> queued(sink) < 20);
        go.countDown();
        await().atMost(SOON).until(() -> inbox.uuids().size() >= RECORDS);

        assertThat(inbox.uuids()).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** The sink has not started most of the page when the context stops. */
    @Test
    void recordsThatTheSinkDidNotCompleteBeforeAStopAreRedelivered() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        String sink = "seda:records?purgeWhenStopping=true&concurrentConsumers=2";
        start(sink, new RouteBuilder() {
            @Override
            public void configure() {
                from(sink).process(exchange -> {
                    reached.countDown();
                    new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                });
            }
        });
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        context.getShutdownStrategy().setTimeout(1);
        context.close();
        // a stop that Camel has to force may return shortly before the feed is closed
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> new FileWatermarkStore(watermark()).close());

        start("seda:records", new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:records").bean(inbox, "accept");
            }
        });
        await().atMost(SOON).until(() -> inbox.uuids().size() >= RECORDS);

        assertThat(inbox.uuids()).containsExactlyInAnyOrderElementsOf(uuids);
    }

    private int queued(String sink) {
        return context.getEndpoint(sink, BrowsableEndpoint.class).getExchanges().size();
    }

    private void start(String sink, RoutesBuilder routes) throws Exception {
        context = new DefaultCamelContext();
        PlivoMdrComponent component = new PlivoMdrComponent();
        component.getConfiguration().setBaseUrl(plivo.baseUrl().toString());
        component.getConfiguration().setListRequestsPerMinute(60_000);
        context.addComponent("plivo-mdr", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:plivo-mdr-source?authId=" + plivo.account().authId() + "&authToken=RAW("
                     + plivo.account().authToken() + ")&delay=100&startTime=1h&watermarkFile=" + watermark())
                        .routeId("source").to(sink);
            }
        });
        context.addRoutes(routes);
        context.start();
    }

    private Path watermark() {
        return folder.resolve("mdr.watermark");
    }
}
