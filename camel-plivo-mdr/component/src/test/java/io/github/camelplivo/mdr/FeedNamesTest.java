package io.github.camelplivo.mdr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every log line about a feed begins with the names of the feed and of its route, and its MDC has the same names, in
 * every thread and in every case.
 */
class FeedNamesTest {

    private static final String ONE = AUTH_ID + " (route one): ";
    private static final String OTHER = AUTH_ID + "#2 (route other): ";
    private static final String ENRICHER = AUTH_ID + " (pollEnrich): ";

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    /** How far the clock of this machine is ahead. */
    private volatile Duration fast = Duration.ZERO;
    private volatile Exception fail;
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(clock).longestRange(Duration.ofDays(10)));
    private final LogLines log = new LogLines();
    private final List<Map<String, String>> seenByRoute = new CopyOnWriteArrayList<>();
    @TempDir
    Path folder;

    @AfterEach
    void close() {
        at.close();
        log.close();
    }

    private void start(String options) throws Exception {
        InstantSource local = () -> clock.instant().plus(fast);
        Clock machine = local.withZone(ZoneOffset.UTC);
        at.component.setClock(machine);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                route("one", options);
                route("other", options);
            }

            private void route(String id, String options) {
                from(feed("watermarkFile=" + folder.resolve(id + "/mdr.watermark") + options)).routeId(id).process(e -> {
                    seenByRoute.add(Map.copyOf(MDC.getCopyOfContextMap()));
                    if (fail != null) {
                        throw fail;
                    }
                }).to("mock:pages");
            }
        });
    }

    private PlivoMdrConsumer consumer(String route) {
        return (PlivoMdrConsumer) at.camel.getRoute(route).getConsumer();
    }

    private void awaitPolls(int polls) {
        for (String route : List.of("one", "other")) {
            long before = consumer(route).getCounter();
            await().atMost(20, SECONDS).until(() -> consumer(route).getCounter() > before + polls);
        }
    }

    private void awaitLine(String prefix, String text) {
        await().atMost(20, SECONDS).until(() -> log.own().stream()
                .anyMatch(line -> line.getFormattedMessage().startsWith(prefix) && line.getFormattedMessage().contains(text)));
    }

    private void requireNames(String... prefixes) {
        for (ILoggingEvent line : log.own()) {
            assertThat(line.getFormattedMessage()).as(line.getLoggerName()).startsWith(AUTH_ID)
                    .matches(text -> List.of(prefixes).stream().anyMatch(text::startsWith), "begins with its feed");
            String name = line.getFormattedMessage().replaceFirst(" .*(?s)", "");
            assertThat(line.getMDCPropertyMap()).as(line.getFormattedMessage()).containsEntry("plivo.feed", name);
        }
    }

    private List<String> lines(String prefix, Level level) {
        return log.own().stream().filter(line -> line.getLevel().isGreaterOrEqual(level))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(prefix)).toList();
    }

    /** Windows are read ahead by other threads; a list of more than ten days is refused. */
    @Test
    void whileABackfillIsReadAhead() throws Exception {
        for (int i = 0; i < 600; i++) {
            at.plivo.account().add(clock.instant().minusSeconds(60L + 30 * i));
        }
        start("&startTime=P89D&recheckAfter=10m");
        clock.advance(Duration.ofSeconds(20));
        await().atMost(60, SECONDS)
                .until(() -> FeedRegistry.of(at.camel).all().stream().allMatch(feed -> feed.status().backfill().finished()));

        requireNames(ONE, OTHER);
        assertThat(lines(ONE, Level.WARN)).anyMatch(line -> line.contains("remembers delivered versions in memory only"));
    }

    @Test
    void whileEverythingFails() throws Exception {
        start("&maxRetries=1");
        awaitPolls(1);
        for (Fault fault : List.of(Fault.unauthorized(), Fault.unavailableHtml(), ConnectionFault.reset(), Fault.okHtml(),
                Fault.json400("no"), Fault.date(clock.instant().minusSeconds(4000)))) {
            at.plivo.faults().always(fault);
            clock.advance(Duration.ofSeconds(20));
            awaitPolls(2);
        }
        at.plivo.faults().clear().next(Fault.tooManyRequests("0.1"));
        at.plivo.account().add(clock.instant());
        at.plivo.faults().next(Fault.withoutParameters("message_time__gte", "message_time__lt"), 3);
        clock.advance(Duration.ofMinutes(10));
        awaitPolls(2);
        fast = Duration.ofMinutes(10);
        awaitPolls(2);
        fast = Duration.ofMinutes(-10);
        clock.advance(Duration.ofMinutes(1));
        awaitPolls(2);
        fast = Duration.ZERO;
        fail = new IllegalStateException("Cannot store the page", new IOException("No space left on device"));
        at.plivo.account().add(clock.instant());
        clock.advance(Duration.ofSeconds(20));
        awaitPolls(2);
        fail = null;
        at.plivo.account().addTie(clock.instant(), 50);
        clock.advance(Duration.ofSeconds(20));
        awaitPolls(2);
        clock.advance(Duration.ofMinutes(3));
        awaitPolls(2);

        requireNames(ONE, OTHER);
        assertThat(lines(ONE, Level.WARN)).anyMatch(line -> line.contains("status 401"))
                .anyMatch(line -> line.contains("No space left on device"));
        assertThat(lines(OTHER, Level.WARN)).anyMatch(line -> line.contains("status 401"));
    }

    @Test
    void whileTheWatermarkCannotBeWritten() throws Exception {
        start("");
        awaitPolls(1);
        Path data = folder.resolve("one");
        try (var files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(data);
        Files.writeString(data, "no directory");
        at.plivo.account().add(clock.instant());
        clock.advance(Duration.ofSeconds(20));
        awaitLine(ONE, "cannot be written");
        FeedRegistry.of(at.camel).all().get(0).feed().reread(clock.instant().minusSeconds(600));
        awaitPolls(2);
        at.camel.getRouteController().stopAllRoutes();

        requireNames(ONE, OTHER);
    }

    @Test
    void theRouteSeesFeedAndSweepAndNothingIsLeftBehind() throws Exception {
        at.plivo.account().add(clock.instant().minusSeconds(60));
        start("");
        awaitPolls(2);

        assertThat(seenByRoute).isNotEmpty().allSatisfy(mdc -> assertThat(mdc).containsKeys("plivo.feed", "plivo.sweep"));
        assertThat(seenByRoute.stream().map(mdc -> mdc.get("plivo.feed")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(AUTH_ID, AUTH_ID + "#2");
        // Camel's consumers log at DEBUG around a poll, in the same thread
        assertThat(MDC.get("plivo.feed")).isNull();
    }

    @Test
    void readByPollEnrich() throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.plivo.account().add(clock.instant().minusSeconds(60));
        at.start();

        assertThat(at.camel.createConsumerTemplate().receive(feed(""), 20_000)).isNotNull();

        assertThat(log.own()).isNotEmpty();
        requireNames(ENRICHER);
        assertThat(MDC.get("plivo.feed")).isNull();
    }
}
