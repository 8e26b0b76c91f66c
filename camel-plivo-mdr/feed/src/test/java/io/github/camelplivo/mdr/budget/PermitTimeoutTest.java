package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.budget.support.SimulatedTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A caller never waits longer for the local budget than it may. */
class PermitTimeoutTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SimulatedTime time = new SimulatedTime();
    private final RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);

    /** Without a bound the last one would wait for 75 minutes. */
    @Test
    void callersThatCannotBeServedInTimeAreRefused() throws Exception {
        List<Duration> served = new ArrayList<>();
        List<Duration> refused = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            time.thread(waiter -> {
                try {
                    budget.awaitList(impatient(TIMEOUT), waiter);
                    served.add(time.passed());
                } catch (PermitTimeoutException e) {
                    assertThat(e).hasMessageMatching("no permit of the local budget within 30.0 s"
                                                     + " \\(listRequestsPerMinute=20; \\d+ other requests waiting\\)");
                    refused.add(time.passed());
                }
            });
        }
        time.run();

        assertThat(served).hasSize(10).allMatch(t -> t.compareTo(TIMEOUT) <= 0);
        assertThat(refused).hasSize(1490).containsOnly(TIMEOUT);
    }

    @Test
    void aRefusedCallerCostsNoPermit() throws Exception {
        List<Duration> served = new ArrayList<>();
        time.thread(waiter -> budget.awaitList(PermitRequest.of(Priority.LIVE), waiter));
        time.thread(waiter -> assertThatThrownBy(() -> budget.awaitList(impatient(Duration.ofSeconds(1)), waiter))
                .isInstanceOf(PermitTimeoutException.class));
        time.thread(waiter -> {
            budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
            served.add(time.passed());
        });
        time.run();

        assertThat(served).containsExactly(Duration.ofMillis(3050));
    }

    @Test
    void theTimeOutBoundsBothWaitsTogether() throws Exception {
        RequestBudget slow = new RequestBudget("MAACCOUNT", 60, 1, time::nanoTime);
        time.thread(waiter -> slow.awaitList(PermitRequest.of(Priority.LIVE), waiter));
        for (int i = 0; i < 5; i++) {
            time.thread(waiter -> slow.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter));
        }
        time.thread(waiter -> {
            assertThatThrownBy(() -> slow.awaitList(impatient(Duration.ofMillis(2500)), waiter))
                    .hasMessageContaining("within 2.5 s").hasMessageContaining("requestsPerSecond=1");
            assertThat(time.passed()).isEqualTo(Duration.ofMillis(2500));
        });
        time.run();
    }

    @Test
    void saysWhenA429HasSlowedTheLists() throws Exception {
        time.thread(waiter -> {
            budget.listRefused(budget.awaitList(PermitRequest.of(Priority.LIVE), waiter), refusals -> Duration.ofSeconds(60));
            assertThatThrownBy(() -> budget.awaitList(impatient(TIMEOUT), waiter))
                    .hasMessageContaining("(listRequestsPerMinute=20, of which 10 are sent since Plivo answered 429; 0 other");
        });
        time.run();
    }

    @Test
    void aFreePermitIsGrantedToACallerThatMustNotWait() throws Exception {
        time.thread(waiter -> budget.awaitList(impatient(Duration.ZERO), waiter));
        time.run();
    }

    private static PermitRequest impatient(Duration timeout) {
        return new PermitRequest(Priority.PRODUCER, "endpoint", 0, timeout);
    }
}
