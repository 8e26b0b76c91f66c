package io.github.camelplivo.mdr;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.monitor.FeedLog;
import io.github.camelplivo.mdr.monitor.PollHistory;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A state is logged once when it begins and once when it ends, never once a poll. */
@Tag("slow")
class FeedLogTest {

    private static final String MORE_THAN_CAN_BE_READ
            = "listRequestsPerMinute=200&settle=1s&recheckAfter=1h,2h,3h,4h";

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(clock));
    private final LogLines log = new LogLines();
    private volatile boolean fails = true;

    @AfterEach
    void close() {
        at.close();
        log.close();
    }

    private void start(String options, Duration perPage) throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed(options)).routeId("feed").process(e -> clock.advance(perPage)).to("mock:pages");
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

    /** The log lines of the consumer at INFO and above that contain the text. */
    private List<String> lines(String text) {
        return log.all(FeedLog.class, Level.INFO).stream().filter(line -> line.contains(text))
                .toList();
    }

    private void awaitLine(String text) {
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(lines(text)).isNotEmpty());
    }

    @Test
    void pollsThatFail() throws Exception {
        start("", Duration.ZERO);
        awaitPolls(1);
        at.plivo.faults().always(Fault.unauthorized());
        clock.advance(Duration.ofSeconds(1));
        awaitPolls(5);
        assertThat(lines("status 401")).hasSize(1).allMatch(line -> line.contains("WARN"));

        at.plivo.faults().clear();
        awaitPolls(3);
        assertThat(lines("succeed again")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        awaitPolls(3);
        assertThat(lines("succeed again")).hasSize(1).allMatch(line -> line.contains("INFO"));
    }

    /** The second failure has another cause: the first line alone would mislead an operator. */
    @Test
    void everyKindOfFailureIsLoggedAtOnceAndThenOnceAnHour() throws Exception {
        start("", Duration.ZERO);
        awaitPolls(1);
        at.plivo.faults().always(ConnectionFault.reset());
        clock.advance(Duration.ofSeconds(1));
        awaitPolls(3);
        at.plivo.faults().always(Fault.unauthorized());
        awaitPolls(3);
        at.plivo.faults().always(ConnectionFault.reset());
        awaitPolls(3);
        assertThat(lines("Connection reset")).hasSize(1).allMatch(line -> line.contains("Polls have failed since"));
        assertThat(lines("status 401")).hasSize(1).allMatch(line -> line.contains("WARN"));

        clock.advance(Duration.ofMinutes(59));
        awaitPolls(3);
        assertThat(lines("Connection reset")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        awaitPolls(3);
        assertThat(lines("Connection reset")).hasSize(2);

        at.plivo.faults().clear();
        awaitPolls(2);
        clock.advance(Duration.ofSeconds(1));
        awaitLine("Polls succeed again");
        assertThat(lines("Polls succeed again")).hasSize(1)
                .allMatch(line -> line.contains("The outage began at 2026-11-21T12:00:01Z and lasted 1h0m"));
    }

    @Test
    void aFailureAfterARecoveryIsLoggedAsTheFirst() throws Exception {
        start("", Duration.ZERO);
        for (int outage = 1; outage <= 2; outage++) {
            at.plivo.faults().always(Fault.unauthorized());
            clock.advance(Duration.ofSeconds(1));
            awaitLines("Polls have failed since", outage);
            at.plivo.faults().clear();
            awaitPolls(2);
            clock.advance(Duration.ofSeconds(1));
            awaitPolls(2);
            clock.advance(Duration.ofSeconds(1));
            awaitLines("Polls succeed again", outage);
        }
        assertThat(lines("Polls have failed since")).hasSize(2);
    }

    private void awaitLines(String text, int count) {
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(lines(text)).hasSize(count));
    }

    /** If some polls fail and others succeed, the feed does not log a line for each. */
    @Test
    void pollsThatFailOccasionally() throws Exception {
        start("", Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            at.plivo.faults().next(Fault.unavailableHtml());
            clock.advance(Duration.ofMillis(100));
            awaitPolls(2);
        }
        at.plivo.faults().clear();
        clock.advance(Duration.ofSeconds(1));
        awaitPolls(2);

        assertThat(lines("status 503")).hasSizeLessThanOrEqualTo(2);
    }

    /**
     * A page that cannot be read is requested again with growing pauses; meanwhile the polls of other sweeps succeed.
     */
    @Test
    void aPageThatCannotBeRead() throws Exception {
        start("", Duration.ZERO);
        awaitPolls(2);
        at.plivo.faults().always(Fault.okHtml());
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(1));
            awaitPolls(2);
        }

        assertThat(lines("status 200")).hasSize(1);
        assertThat(lines("succeed again")).isEmpty();
    }

    @Test
    void aRouteThatFails() throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.plivo.account().add(clock.instant().minusSeconds(60));
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("")).routeId("feed").process(e -> {
                    if (fails) {
                        throw new IllegalStateException("the database is full", new IOException("No space left on device"));
                    }
                });
            }
        });
        await().atMost(20, SECONDS).until(() -> consumer().getCounter() > 5);

        assertThat(lines("the database is full")).hasSize(1)
                .allMatch(line -> line.contains("(route feed): The route has failed since 2026-11-21T12:00:00Z: page ")
                        && line.contains("the database is full: No space left on device. ")
                        && line.contains("Repair the route"));
        assertThat(lines("Polls have failed")).isEmpty();

        fails = false;
        awaitPolls(2);
        clock.advance(Duration.ofMinutes(5));
        awaitLine("The route completes pages again");
        assertThat(lines("The route completes pages again")).hasSize(1).allMatch(line -> line.contains("lasted"));
    }

    /** No exception, and so nothing that Camel would log. */
    @Test
    void aRouteThatMarksItsPageForRollback() throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.plivo.account().add(clock.instant().minusSeconds(60));
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("")).routeId("feed").markRollbackOnly();
            }
        });
        await().atMost(20, SECONDS).until(() -> consumer().getCounter() > 5);

        assertThat(lines("marked for rollback")).hasSize(1).allMatch(line -> line.contains("The route has failed since"));
    }

    /** An exception handler of the endpoint replaces the default one. */
    @Test
    void theHandlerOfTheEndpointReplacesIt() throws Exception {
        at.plivo.faults().always(Fault.unauthorized());
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).to("mock:errors");
                from(feed("bridgeErrorHandler=true")).routeId("feed").to("mock:pages");
            }
        });
        await().atMost(20, SECONDS).until(() -> at.mock("errors").getReceivedCounter() > 3);

        assertThat(lines("status 401")).isEmpty();
    }

    @Test
    void aLineAMinuteWhileABackfillRuns() throws Exception {
        Instant start = clock.instant();
        for (int i = 0; i < 400; i++) {
            at.plivo.account().add(start.minusSeconds(10 + 30L * i));
        }
        // a page takes 20 seconds
        start("startTime=4h", Duration.ofSeconds(20));
        awaitLine("The backfill is complete");

        long minutes = Duration.between(start, clock.instant()).toMinutes();
        assertThat(lines("Backfill: ")).hasSizeBetween(3, (int) minutes).allMatch(line -> line.contains("INFO"));
        assertThat(lines("Backfill: ").get(0)).contains(" %, at 2026-11-21T", "; the live sweep is ");
        List<Integer> records = lines("Backfill: ").stream()
                .map(line -> Integer.valueOf(line.replaceFirst(".*Z, (\\d+) records,.*", "$1"))).toList();
        assertThat(records).as("records that the backfill has delivered").isSorted().doesNotHaveDuplicates()
                .allMatch(count -> count > 0 && count <= 400);
        assertThat(lines("The backfill is complete")).hasSize(1);
        awaitPolls(2);
        assertThat(lines("The backfill is complete")).hasSize(1);
    }

    /** 18 records a second, each read five times; 200 requests a minute read 63 a second. */
    private void arriveFast() {
        for (int second = 0; second < 5; second++) {
            at.plivo.account().addTie(clock.instant(), 18);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void recordsThatArriveFasterThanTheyCanBeRead() throws Exception {
        start(MORE_THAN_CAN_BE_READ, Duration.ZERO);
        awaitPolls(1);
        arriveFast();
        awaitLine("Records arrive faster");
        awaitPolls(3);
        assertThat(lines("Records arrive faster")).hasSize(1).allMatch(line -> line.contains("WARN"));

        clock.advance(Duration.ofHours(1));
        awaitLine("as fast as they arrive again");
        awaitPolls(3);
        assertThat(lines("as fast as they arrive again")).hasSize(1);
        assertThat(lines("Records arrive faster")).hasSize(1);
    }

    @Test
    void recordsThatWillSoonPassThe90DayLimit() throws Exception {
        start("", Duration.ZERO);
        awaitPolls(1);
        at.plivo.faults().always(Fault.unavailableHtml());
        clock.advance(Duration.ofHours(89 * 24 + 12));
        awaitLine("reach that age in");
        awaitPolls(3);
        assertThat(lines("reach that age in")).hasSize(1).allMatch(line -> line.contains("WARN"));

        at.plivo.faults().clear();
        awaitLine("No unread records are about to exceed");
        awaitPolls(3);
        assertThat(lines("reach that age in")).hasSize(1);
        assertThat(lines("No unread records are about to exceed")).hasSize(1);
    }

    /** 60 lists a minute are one a second. */
    @Test
    void aDelayThatTheBudgetCannotServe() throws Exception {
        start("listRequestsPerMinute=60", Duration.ZERO);
        awaitLine("The budget cannot serve live reads");
        awaitPolls(3);

        assertThat(lines("The budget cannot serve live reads")).hasSize(1)
                .allMatch(line -> line.contains("WARN") && line.contains("60 lists a minute give this feed one every 1s"));
    }

    /** The poll ends when the feed is no longer among those that share the account. */
    @Test
    void aStopLogsNothingAboutInterruptedWork() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean holds = new AtomicBoolean();
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.camel.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class,
                new DefaultHealthCheckRegistry(at.camel) {
                    @Override
                    public boolean unregister(Object check) {
                        go.countDown();
                        await().atMost(20, SECONDS).until(() -> !consumer().isPolling());
                        return super.unregister(check);
                    }
                });
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed(MORE_THAN_CAN_BE_READ)).routeId("feed").process(e -> {
                    if (holds.get()) {
                        go.await(20, SECONDS);
                    }
                });
            }
        });
        awaitPolls(1);
        arriveFast();
        awaitLine("Records arrive faster");
        holds.set(true);
        at.plivo.account().add(clock.instant());
        clock.advance(Duration.ofSeconds(5));
        await().atMost(20, SECONDS).until(() -> at.camel.getInflightRepository().size() > 0);
        consumer().stop();

        assertThat(lines("as fast as they arrive again")).isEmpty();
    }

    /** The feed requests nothing until its position is written, and the failure says so. */
    @Test
    void aPositionThatCannotBeWrittenIsNotReportedAsALackOfRequests() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        at.camel.getRegistry().bind("positions", new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                if (full.get()) {
                    throw new IllegalStateException("No space left on device");
                }
                super.setState(key, value);
            }
        });
        start("watermarkRepository=#positions", Duration.ZERO);
        awaitPolls(1);
        full.set(true);
        at.plivo.account().add(clock.instant());
        clock.advance(Duration.ofSeconds(20));
        awaitLine("No space left on device");
        for (int minute = 0; minute < 5; minute++) {
            clock.advance(Duration.ofMinutes(1));
            awaitPolls(2);
        }

        assertThat(lines("The feed has requested no list")).isEmpty();
    }

    /** A thread that reads ahead may count its page as a success just then. */
    @Test
    void aFailureOfTheRouteIsLoggedEvenIfAPageWasReadMeanwhile() {
        FeedLog feedLog = new FeedLog();
        PollHistory polls = new PollHistory(clock, clock::nanoTime);
        feedLog.restart(new FeedName("feed", "route orders"), polls);
        polls.routeFailed("the database is down");
        polls.succeeded();

        feedLog.routeFailed("the database is down");

        assertThat(lines("the database is down")).hasSize(1);
    }

    /** Plivo is unavailable, and the failure is more specific than the lack of list requests. */
    @Test
    void anOutageIsNotReportedAsALackOfRequests() throws Exception {
        start("", Duration.ZERO);
        awaitPolls(1);
        at.plivo.faults().always(Fault.okHtml());
        for (int minute = 0; minute < 30; minute++) {
            clock.advance(Duration.ofMinutes(1));
            awaitPolls(1);
        }

        assertThat(lines("The feed has requested no list")).isEmpty();
    }
}
