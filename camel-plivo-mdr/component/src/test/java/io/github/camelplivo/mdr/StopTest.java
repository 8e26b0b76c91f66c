package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever the consumer waits for, stop and suspend end the wait. Stories: CAMEL-12880 (a hung connection stopped the
 * atom consumer for good), CAMEL-23345 ({@code Retry-After: 3600} slept for an hour).
 */
class StopTest {

    /** The reasons for which a poll may wait. */
    enum Wait {
        SERVER("responseTimeout=60s"),
        RETRY("maxRetries=100"),
        RETRY_AFTER("maxRetries=100"),
        BUDGET("listRequestsPerMinute=1");

        private final String option;

        Wait(String option) {
            this.option = option;
        }

        void arrange(RouteHarness rig) {
            switch (this) {
                case SERVER -> rig.plivo.faults().always(ConnectionFault.stall(Duration.ofMinutes(5)));
                case RETRY -> rig.plivo.faults().always(Fault.unavailableHtml());
                case RETRY_AFTER -> rig.plivo.faults().always(Fault.tooManyRequests("3600"));
                case BUDGET -> {
                    // the second request waits for a minute
                }
            }
        }
    }

    private static final int RECORDS = 100;

    private final RouteHarness rig = new RouteHarness();
    private final List<String> uuids = new ArrayList<>();

    @BeforeEach
    void fill() {
        Instant hourAgo = Instant.now().minusSeconds(3600);
        for (int i = 0; i < RECORDS; i++) {
            uuids.add(rig.plivo.account().add(hourAgo.plusSeconds(i)));
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhileItWaits(Wait wait) throws Exception {
        wait.arrange(rig);
        rig.start(r -> r.from(rig.uri(wait.option)).routeId("feed").process(rig::deliver));
        rig.awaitRequests(1);

        assertThat(seconds(() -> rig.context.getRouteController().stopRoute("feed"))).isLessThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void suspendsWhileItWaitsAndContinuesAfterwards(Wait wait) throws Exception {
        wait.arrange(rig);
        rig.start(r -> r.from(rig.uri(wait.option)).routeId("feed").process(rig::deliver));
        rig.awaitRequests(1);
        PlivoMdrConsumer consumer = (PlivoMdrConsumer) rig.context.getRoute("feed").getConsumer();

        rig.context.getRouteController().suspendRoute("feed");
        await().atMost(Duration.ofSeconds(2)).until(() -> !consumer.isPolling());
        // a pause of the route does not shorten the wait of the account
        if (wait != Wait.BUDGET && wait != Wait.RETRY_AFTER) {
            rig.plivo.faults().clear();
            rig.context.getRouteController().resumeRoute("feed");
            rig.awaitDelivered(RECORDS);
            assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        }
    }

    @Test
    void completesThePageInProcessBeforeItStops() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        rig.start(r -> r.from(rig.uri()).routeId("feed").process(rig::deliver).process((Exchange e) -> {
            reached.countDown();
            go.await(10, TimeUnit.SECONDS);
        }));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

        Thread stopper = new Thread(() -> stopRoute("feed"));
        stopper.start();
        await().atMost(RouteHarness.SOON).until(this::isStopping);
        go.countDown();
        stopper.join();
        rig.context.getRouteController().startRoute("feed");
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** After a forced shutdown the page in process is redelivered, because it may not have been processed. */
    @Test
    void redeliversThePageInProcessAfterAForcedStop() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        rig.start(r -> {
            r.from(rig.uri()).routeId("feed").to("seda:hang");
            r.from("seda:hang").process((Exchange e) -> {
                reached.countDown();
                if (never.getCount() > 0) {
                    never.await();
                    throw new IllegalStateException("was cut off");
                }
            }).process(rig::deliver);
        });
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

        rig.context.getRouteController().stopRoute("feed", 1, TimeUnit.SECONDS);
        assertThat(rig.delivered).isEmpty();
        never.countDown();
        rig.context.getRouteController().startRoute("feed");
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void continuesInTheMiddleOfAWindowAfterStopAndStart() throws Exception {
        rig.start(r -> r.from(rig.uri()).routeId("feed").process(rig::deliver).process(e -> {
            if (rig.pageIds.size() == 2) {
                new Thread(() -> stopRoute("feed")).start();
                await().atMost(RouteHarness.SOON).until(this::isStopping);
            }
        }));
        await().atMost(RouteHarness.SOON).until(() -> rig.context.getRouteController().getRouteStatus("feed").isStopped());
        assertThat(rig.pageIds).hasSize(2);

        rig.context.getRouteController().startRoute("feed");
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Camel suspends the consumer first and then waits for the exchanges in flight. */
    private boolean isStopping() {
        return ((PlivoMdrConsumer) rig.context.getRoute("feed").getConsumer()).isSuspended();
    }

    private void stopRoute(String route) {
        try {
            rig.context.getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static double seconds(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
