package io.github.camelplivo.mdr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.camelplivo.mdr.feed.FileWatermarkStore;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * For operators who see only the log and health: each alarm of operations.md, and each row of errors.md that a feed can
 * meet, names the feed, the event and the remedy.
 */
class AlarmWordsTest {

    private static final String NAME = AUTH_ID + " (route feed): ";
    private static final Duration DELAY = Duration.ofMillis(50);

    /** Causes the alarm in a feed that has polled. */
    private interface Trouble {

        void begin(AlarmWordsTest test) throws Exception;
    }

    /**
     * @param what   words about the event that the line must contain
     * @param todo   words about the remedy that the line must contain
     * @param health words that health must contain; {@code null} if it stays UP without a remark
     */
    private record Alarm(String name, String options, Trouble trouble, String what, String todo, String health) {

        @Override
        public String toString() {
            return name;
        }
    }

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(clock));
    private final LogLines log = new LogLines();
    private final CountDownLatch go = new CountDownLatch(1);
    /** How far the clock of this machine is ahead. */
    private volatile Duration fast = Duration.ZERO;
    private volatile boolean hangs;
    private volatile Exception fails;
    @TempDir
    Path folder;

    @AfterEach
    void close() {
        go.countDown();
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
                from(feed("watermarkFile=" + folder.resolve("data/mdr.watermark") + options)).routeId("feed").process(e -> {
                    if (hangs) {
                        go.await();
                    }
                    if (fails != null) {
                        throw fails;
                    }
                });
            }
        });
    }

    private PlivoMdrConsumer consumer() {
        return (PlivoMdrConsumer) at.camel.getRoute("feed").getConsumer();
    }

    private void awaitPolls(int polls) {
        long before = consumer().getCounter();
        await().atMost(20, SECONDS).until(() -> consumer().getCounter() > before + polls);
    }

    private static Alarm response(String name, Fault fault, String what, String todo) {
        return new Alarm(name, "", test -> test.always(fault), what, todo, what);
    }

    private void always(Fault fault) {
        at.plivo.faults().always(fault);
        clock.advance(Duration.ofSeconds(1));
    }

    /** A record that has settled. */
    private void record() {
        at.plivo.account().add(clock.instant());
        clock.advance(Duration.ofSeconds(20));
    }

    static Stream<Alarm> alarms() {
        return Stream.of(
                response("401", Fault.unauthorized(), "status 401", "Check authId and authToken"),
                response("403", Fault.forbidden(), "status 403", "check its IP allow-list"),
                response("404", Fault.notFound(), "status 404", "check authId and baseUrl"),
                response("400", Fault.json400("invalid filter"), "status 400", "check the filters and the options"),
                response("500", Fault.serverError(), "status 500", "check the network, the proxy and the state of Plivo"),
                response("no response", ConnectionFault.reset(), "Connection reset",
                        "check the network, the proxy and the state of Plivo"),
                response("a login page", Fault.okHtml(), "status 200", "Check that baseUrl leads to Plivo and not to a proxy"),
                response("an error with status 200", Fault.okErrorObject(), "status 200",
                        "Report it to Plivo with this api_id"),
                response("a redirect", Fault.redirect("https://elsewhere.example/"), "redirect", "Check that baseUrl"),
                new Alarm(
                        "429", "", test -> test.always(Fault.tooManyRequests("0.1")),
                        "Plivo rate-limited list requests of account " + AUTH_ID + " (429)", "ask Plivo to raise the limit",
                        null),
                new Alarm(
                        "responses to other requests", "", test -> {
                            test.at.plivo.account().add(test.clock.instant().minusSeconds(7200));
                            test.always(Fault.withoutParameters("message_time__gte", "message_time__lt"));
                        }, "does not match its request", "proxy, gateway or cache on the way", "requested"),
                new Alarm("a route that fails", "", test -> {
                    test.fails = new IllegalStateException("Cannot store", new IOException("No space left on device"));
                    test.record();
                }, "The route has failed since 2026-11-21T12:00:", "Repair the route", "Cannot store: No space left on device"),
                new Alarm("a watermark that cannot be written", "", test -> {
                    test.breakData();
                    test.record();
                }, "cannot be written", "make it writable, free some space, or set watermarkFile", "make it writable"),
                new Alarm("a stretch that cannot be read", "", test -> {
                    String uuid = test.at.plivo.account().add(test.clock.instant());
                    test.at.plivo.account().change(uuid, record -> record.remove("message_uuid"));
                    test.clock.advance(Duration.ofSeconds(20));
                }, "while Plivo answers other lists", "eport it to Plivo", "has been unreadable since"),
                new Alarm("a clock that is ahead", "", test -> {
                    test.fast = Duration.ofMinutes(10);
                    test.clock.advance(Duration.ofSeconds(5));
                }, "600 s ahead of Plivo's", "synchronize this machine's clock (NTP)", "600 s ahead of Plivo's"),
                new Alarm("a clock that is behind", "", test -> {
                    test.fast = Duration.ofMinutes(-10);
                    test.clock.advance(Duration.ofSeconds(5));
                }, "600 s behind Plivo's", "Synchronize this machine's clock (NTP)", "600 s behind Plivo's"),
                new Alarm(
                        "a Date that is too old", "", test -> {
                            test.record();
                            test.awaitPolls(2);
                            test.always(Fault.date(test.clock.instant().minusSeconds(4000)));
                        }, "Ignoring such dates", "look for a proxy or gateway that changes the header Date", null),
                new Alarm("records that are about to exceed the 90 days", "", test -> {
                    test.at.plivo.faults().always(Fault.unavailableHtml());
                    test.clock.advance(Duration.ofHours(89 * 24 + 12));
                }, "reach that age in", "See the saturation", null),
                new Alarm("records that were lost", "", test -> {
                    test.at.plivo.faults().always(Fault.unavailableHtml());
                    test.clock.advance(Duration.ofDays(95));
                    test.awaitPolls(2);
                    test.at.plivo.faults().clear();
                }, "can no longer be read", "until the sweep has caught up", null),
                new Alarm(
                        "records faster than can be read", "&listRequestsPerMinute=200&settle=1s&recheckAfter=1h,2h,3h,4h",
                        test -> {
                            for (int second = 0; second < 5; second++) {
                                test.at.plivo.account().addTie(test.clock.instant(), 18);
                                test.clock.advance(Duration.ofSeconds(1));
                            }
                        }, "Records arrive faster than they can be read", "Ask Plivo for a higher limit", null),
                new Alarm(
                        "a delay that is too short", "&listRequestsPerMinute=60", test -> {
                        }, "The budget cannot serve live reads in each delay", "or increase delay", null));
    }

    private void breakData() throws IOException {
        Path data = folder.resolve("data");
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(data);
        Files.writeString(data, "a file");
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void saysWhichFeedWhatHappenedAndWhatToDo(Alarm alarm) throws Exception {
        start(alarm.options);
        awaitPolls(2);
        alarm.trouble.begin(this);

        await().atMost(30, SECONDS).until(() -> {
            clock.advance(DELAY);
            return warnings().stream().anyMatch(line -> line.contains(alarm.what));
        });

        assertThat(warnings()).allMatch(line -> line.startsWith(NAME));
        assertThat(warnings().stream().filter(line -> line.contains(alarm.what)).findFirst().orElseThrow())
                .contains(alarm.todo);
        if (alarm.health != null) {
            await().atMost(20, SECONDS).untilAsserted(() -> {
                clock.advance(DELAY.multipliedBy(3));
                awaitPolls(0);
                assertThat(health().getMessage().orElse("")).contains(alarm.health, alarm.todo);
            });
            assertThat(health().getCheck().getId()).isEqualTo("plivo-mdr:" + AUTH_ID);
        }
        assertThat(log.own()).noneMatch(line -> line.getFormattedMessage().contains(CamelAtPlivo.TOKEN));
    }

    private List<String> warnings() {
        return log.own().stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    private HealthCheck.Result health() {
        return FeedHealthTest.health(at.camel);
    }

    /** Records are then ten minutes late, and the figure must show it. */
    @Test
    void lagFollowsPlivosClockWhereThatOfThisMachineIsSlow() throws Exception {
        fast = Duration.ofMinutes(-10);
        start("");

        await().atMost(30, SECONDS).untilAsserted(() -> {
            clock.advance(DELAY);
            assertThat(warnings()).anyMatch(line -> line.startsWith(NAME) && line.contains(" s behind Plivo's"));
            assertThat((long) health().getDetails().get("lag")).isBetween(600L, 640L);
        });
    }

    /** Alarms of health only, without an event that could be logged. */
    static Stream<Alarm> silences() {
        return Stream.of(
                new Alarm("a route that hangs", "", test -> {
                    test.hangs = true;
                    test.record();
                    await().atMost(20, SECONDS).until(() -> test.at.camel.getInflightRepository().size() > 0);
                }, null, "increase delay", "has been in the route since"),
                new Alarm("a scheduler that died", "", test -> {
                    DefaultScheduledPollConsumerScheduler scheduler
                            = (DefaultScheduledPollConsumerScheduler) test.consumer().getScheduler();
                    scheduler.getScheduledExecutorService().shutdown();
                    assertThat(scheduler.getScheduledExecutorService().awaitTermination(20, SECONDS)).isTrue();
                }, null, "Stop and start the route", "No poll has started since"));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void healthSaysWhatHappenedAndWhatToDo(Alarm alarm) throws Exception {
        start(alarm.options);
        awaitPolls(2);
        alarm.trouble.begin(this);
        clock.advance(Duration.ofSeconds(1));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElseThrow()).contains(alarm.health, alarm.todo);
    }

    static Stream<Alarm> starts() {
        return Stream.of(
                new Alarm(
                        "a watermark of two lines", "", test -> test.watermark("one\ntwo\n"), "not one complete line of text",
                        "Restore it from a backup", null),
                new Alarm(
                        "a watermark that was cut", "", test -> test.watermark("{\"version\":1,\"ke"),
                        "not one complete line of text", "Restore it from a backup", null),
                new Alarm("a watermark that is no text", "", test -> {
                    Files.write(test.data().resolve("mdr.watermark"), new byte[] { (byte) 0xff, (byte) 0xfe, 10 });
                }, "not one complete line of text", "Restore it from a backup", null),
                new Alarm(
                        "a watermark of zeros", "", test -> test.watermark("0\n"), "does not hold a readable watermark",
                        "Restore it from a backup", null),
                new Alarm(
                        "a watermark of a newer version", "", test -> test.watermark("{\"version\":2}\n"),
                        "does not hold a watermark of version 1", "Use that version again, restore", null),
                new Alarm(
                        "a directory in place of the watermark", "",
                        test -> Files.createDirectory(test.data().resolve("mdr.watermark")), "cannot be read",
                        "set watermarkFile",
                        null),
                new Alarm(
                        "a file in place of the directory", "", test -> Files.writeString(test.folder.resolve("data"), ""),
                        "cannot be opened", "make it writable", null),
                new Alarm(
                        "a volume that is not mounted", "",
                        test -> Files.createSymbolicLink(test.data().resolve("mdr.watermark"),
                                test.folder.resolve("volume/mdr.watermark")),
                        "there is no directory", "mount or make", null),
                new Alarm(
                        "another feed with the same file", "",
                        test -> new FileWatermarkStore(test.data().resolve("mdr.watermark")), "is in use by another feed",
                        "Each feed needs its own file", null));
    }

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private void watermark(String content) throws IOException {
        Files.writeString(data().resolve("mdr.watermark"), content);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void theStartFailsWithOptionPathAndRemedy(Alarm alarm) throws Exception {
        alarm.trouble.begin(this);

        assertThatThrownBy(() -> start(alarm.options)).hasStackTraceContaining(alarm.what);

        assertThat(warnings()).anyMatch(line -> line.startsWith(NAME + "The feed cannot start: ") && line.contains(alarm.what)
                && line.contains("watermarkFile " + folder.resolve("data/mdr.watermark")) && line.contains(alarm.todo));
    }
}
