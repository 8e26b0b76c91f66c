package io.github.camelplivo.mdr;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A feed that makes no progress for any reason is DOWN within three delays, with the reason. It is UP as soon as it
 * makes progress again.
 */
class FeedHealthTest {

    private static final Duration DELAY = Duration.ofMillis(50);

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(plivosClock()));
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean hang;
    private volatile int hangAfter = Integer.MAX_VALUE;
    private volatile String refuse;
    private volatile Exception fail;
    /** Plivo's clock, if it differs from that of this machine. */
    private TestClock plivos = clock;

    @AfterEach
    void close() {
        go.countDown();
        at.close();
    }

    private void start(String options) throws Exception {
        startWith(feed(options));
    }

    private void startWith(String uri) throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("feed").process(FeedHealthTest.this::process).to("mock:pages");
            }
        });
    }

    private void process(Exchange exchange) throws Exception {
        if (fail != null) {
            throw fail;
        }
        if (refuse != null) {
            throw new IllegalStateException(refuse);
        }
        hang |= hangAfter-- == 0;
        if (hang) {
            go.await(20, SECONDS);
        }
    }

    static HealthCheck.Result health(CamelContext context) {
        List<HealthCheck.Result> own = HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("plivo-mdr:")).toList();
        assertThat(own).hasSize(1);
        return own.get(0);
    }

    private HealthCheck.Result health() {
        return health(at.camel);
    }

    private Clock plivosClock() {
        InstantSource source = () -> plivos.instant();
        return source.withZone(ZoneOffset.UTC);
    }

    private void killScheduler() throws Exception {
        DefaultScheduledPollConsumerScheduler scheduler
                = (DefaultScheduledPollConsumerScheduler) consumer().getScheduler();
        scheduler.getScheduledExecutorService().shutdown();
        assertThat(scheduler.getScheduledExecutorService().awaitTermination(20, SECONDS)).isTrue();
    }

    private void awaitUp() {
        await().atMost(20, SECONDS).until(() -> health().getState() == HealthCheck.State.UP);
    }

    private PlivoMdrConsumer consumer() {
        return (PlivoMdrConsumer) at.camel.getRoute("feed").getConsumer();
    }

    private void awaitFailedPoll() {
        // Camel's counter is reset by the next poll that has nothing to read because the sweep pauses
        await().atMost(20, SECONDS).until(() -> consumer().getErrorCounter() > 0
                || !FeedRegistry.of(at.camel).all().get(0).status().outages().isEmpty());
    }

    /** UP just before the end of the third delay, then DOWN with the cause, and UP again without it. */
    private void downWithinThreeDelays(String cause, Runnable repair) {
        clock.advance(DELAY.multipliedBy(3).minusMillis(1));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        clock.advance(Duration.ofMillis(1));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains(cause));
        repair.run();
        awaitUp();
        assertThat(health().getMessage()).isEmpty();
    }

    @Test
    void wrongToken() throws Exception {
        brokenBy(Fault.unauthorized(), "status 401");
    }

    @Test
    void plivoUnreachable() throws Exception {
        brokenBy(ConnectionFault.reset(), "Connection reset");
    }

    @Test
    void malformedPagePermanently() throws Exception {
        brokenBy(Fault.okHtml(), "status 200");
    }

    /** Each 429 lowers the rate, so the feed may be later; but it read nothing. */
    @Test
    void listsThatAreAllRefusedAreDownAtTheConfiguredPace() throws Exception {
        start("listRequestsPerMinute=1200&maxRetries=0");
        awaitUp();
        at.plivo.faults().always(Fault.tooManyRequests("0.1"));
        clock.advance(Duration.ofSeconds(1));
        RequestBudget budget = FeedRegistry.of(at.camel).all().get(0).client().budget();
        await().atMost(20, SECONDS).until(() -> budget.listRequestsPerMinute() < 200);
        // after the last success; at 1,200 lists a minute three live shares are half a second, at 200 they are three
        clock.advance(Duration.ofSeconds(1));

        // the poll that was refused may not have ended yet
        await().atMost(20, SECONDS).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains("status 429"));
    }

    private void brokenBy(Fault fault, String cause) throws Exception {
        start("");
        awaitUp();
        at.plivo.faults().always(fault);
        // there is something to read now; it fails at this moment, and the last success was at this moment at the earliest
        clock.advance(Duration.ofSeconds(1));
        awaitFailedPoll();

        clock.advance(DELAY.multipliedBy(3));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains(cause));
        assertThat(health().getDetails().toString()).doesNotContain(CamelAtPlivo.TOKEN);

        at.plivo.faults().clear();
        // a page that could not be read is requested again after a pause
        clock.advance(Duration.ofHours(1));
        awaitUp();
        assertThat(health().getMessage()).isEmpty();
    }

    @Test
    void routeThatHangs() throws Exception {
        hang = true;
        at.plivo.account().add(clock.instant().minusSeconds(60));
        start("");
        await().atMost(20, SECONDS).until(() -> at.camel.getInflightRepository().size() > 0);

        downWithinThreeDelays("has been in the route since 2026-11-21T12:00:00Z", go::countDown);
    }

    /** Reading ahead while the route hangs does not count as success. */
    @Test
    void routeThatHangsWhilePagesAreReadAhead() throws Exception {
        hangAfter = 60;
        for (int i = 0; i < 4000; i++) {
            at.plivo.account().add(clock.instant().minusSeconds(600).plusMillis(60L * i));
        }
        start("startTime=10m&listRequestsPerMinute=1200");
        await().atMost(20, SECONDS).until(() -> hang);
        // the live share of 1,200 lists a minute is one in 167 ms
        clock.advance(Duration.ofMillis(500));
        int requests = at.plivo.requests().size();
        await().atMost(20, SECONDS).until(() -> at.plivo.requests().size() > requests + 5);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains("has been in the route since"));
        go.countDown();
        awaitUp();
    }

    @Test
    void routeThatFailsPermanently() throws Exception {
        refuse = "the database is full";
        at.plivo.account().add(clock.instant().minusSeconds(60));
        start("");
        await().atMost(20, SECONDS).until(() -> health().getDetails().get("requests") instanceof Long requests && requests > 0);
        await().atMost(20, SECONDS).until(() -> consumer().getCounter() > 2);

        downWithinThreeDelays("the database is full", () -> refuse = null);
    }

    @Test
    void schedulerThatDied() throws Exception {
        start("");
        awaitUp();
        killScheduler();

        downWithinThreeDelays("No poll has started since 2026-11-21T12:00:00Z", () -> {
            try {
                at.camel.getRouteController().stopRoute("feed");
                at.camel.getRouteController().startRoute("feed");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Before the first poll neither Plivo nor the route has failed. */
    @Test
    void waitsForTheFirstPollDuringTheInitialDelay() throws Exception {
        startWith(CamelAtPlivo.uri("initialDelay=3600000&delay=50"));
        clock.advance(Duration.ofMinutes(30));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(health().getMessage()).contains("Waiting for the first poll at 2026-11-21T13:00:00Z (initialDelay)");

        clock.advance(Duration.ofMinutes(31));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(
                text -> assertThat(text).startsWith("No poll has started since 2026-11-21T13:00:00Z"));
    }

    @Test
    void waitsForASchedulerThatTheApplicationStarts() throws Exception {
        start("startScheduler=false");
        clock.advance(Duration.ofMinutes(30));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(health().getMessage()).contains("Waiting for the scheduler to be started (startScheduler=false)");

        consumer().startScheduler();
        awaitUp();
    }

    /** Clocks that jump by hours, in both directions, while the feed polls, and after its scheduler died. */
    @Test
    void aClockThatJumpsChangesNothing() throws Exception {
        start("");
        awaitUp();
        for (int hours : new int[] { 5, -10, 24 * 365, -24 * 400 }) {
            clock.jump(Duration.ofHours(hours));
            assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        }
        killScheduler();
        clock.advance(DELAY.multipliedBy(3));
        for (int hours : new int[] { 5, -10, 24 * 365, -24 * 400 }) {
            clock.jump(Duration.ofHours(hours));
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        }
    }

    @Test
    void namesTheInnermostCauseOfARouteThatFails() throws Exception {
        fail = new IllegalStateException("Cannot store the page", new IOException("No space left on device"));
        at.plivo.account().add(clock.instant().minusSeconds(60));
        start("");
        await().atMost(20, SECONDS).until(() -> consumer().getCounter() > 2);
        clock.advance(DELAY.multipliedBy(3));

        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(health().getMessage()).hasValueSatisfying(
                text -> assertThat(text).startsWith("The route has failed since 2026-11-21T12:00:00Z: ")
                        .contains("Cannot store the page: No space left on device. ", "Repair the route")));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void remarksThatTheClockIsCorrectedWhileItIsUp() throws Exception {
        clock.jump(Duration.ofMinutes(10));
        plivos = TestClock.at("2026-11-21T12:00:00Z");
        start("startTime=1h");
        await().atMost(20, SECONDS).until(() -> health().getDetails().get("clockOffset").equals(600.0));
        awaitUp();

        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains("600 s ahead of Plivo's"));
    }

    /** With a wrong token from the start, waiting is useless. */
    @Test
    void downAtOnceUntilTheFirstSuccess() throws Exception {
        at.plivo.faults().always(Fault.unauthorized());
        start("");
        awaitFailedPoll();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains("status 401"));
    }

    @Test
    void suspendedIsUpAndIsReported() throws Exception {
        start("");
        awaitUp();
        at.camel.getRouteController().suspendRoute("feed");
        clock.advance(Duration.ofHours(1));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getMessage()).contains("Suspended");

        at.camel.getRouteController().resumeRoute("feed");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    /** Polls with an intended longer delay do not count as missed. */
    @Test
    void countsTheBackOffAsDelay() throws Exception {
        start("backoffMultiplier=10&backoffIdleThreshold=1");
        awaitUp();
        killScheduler();

        clock.advance(DELAY.multipliedBy(29));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        clock.advance(DELAY);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void endsWithTheRouteAndIsAReadinessCheckOnly() throws Exception {
        start("");
        awaitUp();
        assertThat(HealthCheckHelper.invokeLiveness(at.camel, "full"))
                .noneMatch(result -> result.getCheck().getId().startsWith("plivo-mdr:"));
        assertThat(HealthCheckRegistry.get(at.camel).getCheckIDs()).contains("plivo-mdr:" + AUTH_ID);

        at.camel.getRouteController().stopRoute("feed");
        assertThat(HealthCheckRegistry.get(at.camel).getCheckIDs()).doesNotContain("plivo-mdr:" + AUTH_ID);
    }

    @Test
    void canBeSwitchedOffLikeOtherChecksOfConsumers() throws Exception {
        at.component.setHealthCheckConsumerEnabled(false);
        start("");

        assertThat(HealthCheckRegistry.get(at.camel).getCheckIDs()).doesNotContain("plivo-mdr:" + AUTH_ID);
    }
}
