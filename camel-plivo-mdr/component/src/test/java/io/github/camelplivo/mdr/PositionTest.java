package io.github.camelplivo.mdr;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Where the position is stored, and how the feed behaves if that fails. */
@Tag("slow")
class PositionTest {

    @TempDir
    Path folder;

    private final RouteHarness rig = new RouteHarness();
    private final List<String> uuids = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private void add(int records) {
        Instant time = Instant.now().minusSeconds(60);
        for (int i = 0; i < records; i++) {
            uuids.add(rig.plivo.account().add(time.plusMillis(i)));
        }
    }

    private String file() {
        return "watermarkFile=" + folder.resolve("mdr.watermark");
    }

    @Test
    void continuesFromTheFileInANewContext() throws Exception {
        add(50);
        rig.start(r -> r.from(rig.uri(file(), "settle=1s")).process(rig::deliver));
        rig.awaitDelivered(50);
        rig.stopContext();
        Instant now = Instant.now();
        uuids.add(rig.plivo.account().add(now.plusSeconds(1), now));

        rig.start(r -> r.from(rig.uri(file(), "settle=1s")).process(rig::deliver));
        rig.awaitDelivered(51);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void continuesFromARepositoryInANewContext() throws Exception {
        add(50);
        File states = folder.resolve("states.txt").toFile();
        for (int run = 1; run <= 2; run++) {
            rig.start(r -> {
                r.getContext().getRegistry().bind("states", FileStateRepository.fileStateRepository(states));
                r.from(rig.uri("watermarkRepository=#states", "messageDirection=outbound", "fromNumber=%2B15550100"))
                        .routeId("run-" + Instant.now()).process(rig::deliver);
                r.from(rig.uri("watermarkRepository=#states")).process(rig::deliver);
            });
            rig.awaitDelivered(50);
            rig.stopContext();
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(Files.readString(states.toPath())).contains(rig.plivo.account().authId()).doesNotContain("15550100");
    }

    @Test
    void startsNoRouteWithATornFile() throws Exception {
        Files.writeString(folder.resolve("mdr.watermark"), "{\"version\":1,\"key\":\"MA");

        assertThatThrownBy(() -> rig.start(r -> r.from(rig.uri(file())).process(rig::deliver)))
                .rootCause().hasMessageContaining("mdr.watermark").hasMessageContaining("it is truncated");
        assertThat(rig.plivo.requests()).isEmpty();
    }

    @Test
    void startsNoRouteWithTheFileOfAnotherFeed() throws Exception {
        add(1);
        rig.start(r -> r.from(rig.uri(file())).process(rig::deliver));
        rig.awaitDelivered(1);
        rig.stopContext();

        assertThatThrownBy(() -> rig.start(r -> r.from(rig.uri(file(), "messageType=sms")).process(rig::deliver)))
                .rootCause().hasMessageContaining("another feed").hasMessageContaining("message_type:sms");
    }

    @Test
    void takesOverTheFileOfAnotherFeedUnderItsKey() throws Exception {
        add(5);
        rig.start(r -> r.from(rig.uri(file(), "watermarkKey=billing")).process(rig::deliver));
        rig.awaitDelivered(5);
        rig.stopContext();

        rig.start(r -> r.from(rig.uri(file(), "watermarkKey=billing", "settle=1s", "messageDirection=outbound"))
                .process(rig::deliver));

        assertThat(Files.readString(folder.resolve("mdr.watermark"))).contains("\"key\":\"billing\"");
    }

    @Test
    void startsNoSecondRouteOnTheSameFile() {
        assertThatThrownBy(() -> rig.start(r -> {
            r.from(rig.uri(file())).process(rig::deliver);
            r.from(rig.uri(file(), "sendEmptyMessageWhenIdle=true")).process(rig::deliver);
        })).rootCause().hasMessageContaining("in use by another feed");
    }

    @Test
    void startsNoSecondRouteOnTheSameKeyOfARepository() {
        MemoryStateRepository states = new MemoryStateRepository();

        assertThatThrownBy(() -> rig.start(r -> {
            r.bindToRegistry("states", states);
            r.from(rig.uri("watermarkRepository=#states")).process(rig::deliver);
            // another endpoint, but the same account and no filter
            r.from(rig.uri("watermarkRepository=#states", "delay=70")).process(rig::deliver);
        })).hasMessageContaining("under the key '" + rig.plivo.account().authId() + "'")
                .hasMessageContaining("Set another watermarkKey on one of them");
    }

    @Test
    void aStoppedRouteDoesNotBlockItsFeed() throws Exception {
        MemoryStateRepository states = new MemoryStateRepository();
        add(50);
        rig.start(r -> {
            r.bindToRegistry("states", states);
            r.from(rig.uri("watermarkRepository=#states")).routeId("feed").process(rig::deliver);
        });
        rig.awaitDelivered(50);
        rig.context.getRouteController().stopRoute("feed");
        rig.context.getRouteController().startRoute("feed");

        assertThat(rig.context.getRouteController().getRouteStatus("feed")).isEqualTo(ServiceStatus.Started);
    }

    /** Other routes may use them after this one has stopped, but not after the context has. */
    @Test
    void theContextStopsTheRepositories() throws Exception {
        MemoryStateRepository states = new MemoryStateRepository();
        MemoryIdempotentRepository versions = new MemoryIdempotentRepository();
        add(50);
        rig.start(r -> {
            r.bindToRegistry("states", states);
            r.bindToRegistry("versions", versions);
            r.from(rig.uri("watermarkRepository=#states", "idempotentRepository=#versions")).routeId("feed")
                    .process(rig::deliver);
        });
        rig.awaitDelivered(50);
        rig.context.getRouteController().stopRoute("feed");
        assertThat(List.of(states.isStarted(), versions.isStarted())).containsOnly(true);

        rig.stopContext();

        assertThat(List.of(states.isStopped(), versions.isStopped())).containsOnly(true);
    }

    @Test
    void logsOnceThatThePositionIsInMemoryAndKeepsItUntilTheContextStops() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(FeedFactory.class);
        logger.addAppender(log);
        try {
            add(30);
            rig.start(r -> r.from(rig.uri("settle=1s")).routeId("feed").process(rig::deliver));
            rig.awaitDelivered(30);
            rig.context.getRouteController().stopRoute("feed");
            rig.context.getRouteController().startRoute("feed");
            uuids.add(rig.plivo.account().add(Instant.now()));
            rig.awaitDelivered(31);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(log.list).singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("memory only", "watermarkFile"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "settle=1s", "settle=1s&recheckAfter=3s" })
    void keepsThePositionInMemoryWhenRoutesAreReloaded(String options) throws Exception {
        add(30);
        rig.start(r -> r.from(rig.uri(options)).routeId("feed").process(rig::deliver));
        rig.awaitDelivered(30);
        rig.context.getRouteController().reloadAllRoutes();
        uuids.add(rig.plivo.account().add(Instant.now()));
        awaitRead(uuids.get(30));

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @ParameterizedTest
    @ValueSource(strings = { "settle=1s", "settle=1s&recheckAfter=3s" })
    void keepsThePositionInMemoryWhenTheRouteIsRemovedAndAddedAgain(String options) throws Exception {
        add(30);
        RouteHarness.Routes routes = r -> r.from(rig.uri(options)).routeId("feed").process(rig::deliver);
        rig.start(routes);
        rig.awaitDelivered(30);
        rig.context.getRouteController().stopRoute("feed");
        rig.context.removeRoute("feed");
        rig.context.getEndpointRegistry().clear();
        uuids.add(rig.plivo.account().add(Instant.now()));
        rig.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.configure(this);
            }
        });
        awaitRead(uuids.get(30));

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** The record was delivered, and the next age was read. */
    private void awaitRead(String uuid) {
        await().atMost(RouteHarness.SOON).until(() -> rig.delivered.contains(uuid));
        int requests = rig.plivo.requests().size();
        rig.awaitRequests(requests + 6);
    }

    @Test
    void startsNoSecondRouteOnTheSameKeyInMemory() {
        assertThatThrownBy(() -> rig.start(r -> {
            r.from(rig.uri()).process(rig::deliver);
            r.from(rig.uri("delay=70")).process(rig::deliver);
        })).hasMessageContaining("in memory under the key '" + rig.plivo.account().authId() + "'")
                .hasMessageContaining("Set another watermarkKey on one of them");
    }

    @Test
    void deliversNothingFurtherWhileTheRepositoryFails() throws Exception {
        add(100);
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        MemoryStateRepository states = new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                if (broken.get()) {
                    refused.incrementAndGet();
                    throw new IllegalStateException("the database is away");
                }
                super.setState(key, value);
            }
        };
        rig.start(r -> {
            r.getContext().getRegistry().bind("states", states);
            r.from(rig.uri("watermarkRepository=#states")).process(rig::deliver)
                    .process(e -> broken.set(rig.pageIds.size() == 2));
        });
        // once for the page itself, and then in every poll
        await().atMost(RouteHarness.SOON).until(() -> refused.get() >= 4);
        assertThat(rig.pageIds).hasSize(2);
        broken.set(false);
        rig.awaitDelivered(100);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Story: camel-jira, which swallowed the error of its first request and then delivered everything again. */
    @Test
    void startsNoRouteWhileTheRepositoryCannotBeRead() {
        add(1);
        MemoryStateRepository states = new MemoryStateRepository() {
            @Override
            public String getState(String key) {
                throw new IllegalStateException("the database is away");
            }
        };

        assertThatThrownBy(() -> rig.start(r -> {
            r.getContext().getRegistry().bind("states", states);
            r.from(rig.uri("watermarkRepository=#states")).process(rig::deliver);
        })).hasMessageContaining("watermarkRepository").hasMessageContaining("cannot be read: the database is away. ");
        assertThat(rig.plivo.requests()).isEmpty();
    }

    /** Story: CAMEL-24082, camel-aws-cloudtrail's one position for all routes of the JVM. */
    @ParameterizedTest
    @CsvSource({
            "watermarkKey=one, watermarkKey=other",
            "watermarkRepository=#states&watermarkKey=one, watermarkRepository=#states&watermarkKey=other" })
    void noRouteMovesThePositionOfAnother(String stuck, String free) throws Exception {
        add(50);
        AtomicBoolean refuse = new AtomicBoolean(true);
        List<String> late = new CopyOnWriteArrayList<>();
        rig.start(r -> {
            r.getContext().getRegistry().bind("states", new MemoryStateRepository());
            r.from(rig.uri(stuck)).routeId("stuck").process(exchange -> {
                if (refuse.get()) {
                    throw new IllegalStateException("not yet");
                }
                exchange.getMessage().getBody(MdrPage.class).forEach(record -> late.add(record.getMessageUuid()));
            });
            r.from(rig.uri(free)).process(rig::deliver);
        });
        rig.awaitDelivered(50);

        rig.context.getRouteController().stopRoute("stuck");
        refuse.set(false);
        rig.context.getRouteController().startRoute("stuck");
        await().atMost(RouteHarness.SOON).until(() -> late.size() >= 50);

        assertThat(late).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }
}
