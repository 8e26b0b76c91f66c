package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Trap 9: fast paging fails on page 21, because the list has 20 requests a minute and not the account's 300 in 5
 * seconds.
 */
class RequestBudgetTest {

    private final RecordingCancellation waiter = new RecordingCancellation();

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 7, 20, 60, 600 })
    void neverPutsMoreListsIntoAMinute(int perMinute) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", perMinute, 1000, waiter::nanoTime);
        List<Duration> sent = new ArrayList<>();
        for (int i = 0; i < 3 * perMinute; i++) {
            budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
            sent.add(waiter.passed());
            // a late caller gains no advantage
            waiter.pause(Duration.ofMillis(i % 5 == 0 ? 700 : 0));
        }

        for (Duration begin : sent) {
            Duration end = begin.plusMinutes(1);
            assertThat(sent.stream().filter(t -> t.compareTo(begin) >= 0 && t.compareTo(end) <= 0).count())
                    .as("in the minute from " + begin).isLessThanOrEqualTo(perMinute);
        }
    }

    @Test
    void pacesListsEvenly() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, waiter::nanoTime);

        for (int i = 0; i < 5; i++) {
            budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
        }

        assertThat(waiter.passed()).isEqualTo(Duration.ofMillis(4 * 3050));
    }

    @Test
    void countsEveryRequestPerSecond() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 6000, 10, waiter::nanoTime);

        for (int i = 0; i < 10; i++) {
            budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
            budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
        }

        // twenty, a tenth of a second apart and a sixtieth of that more
        assertThat(waiter.passed()).isBetween(Duration.ofMillis(1931), Duration.ofMillis(1932));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 12, 13, 30, 60, 100 })
    void neverPutsMoreRequestsIntoFiveSeconds(int perSecond) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 6000, perSecond, waiter::nanoTime);
        List<Duration> sent = new ArrayList<>();
        for (int i = 0; i < 20 * perSecond; i++) {
            budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
            sent.add(waiter.passed());
            // a late caller may catch up a little
            waiter.pause(Duration.ofMillis(i % (3 * perSecond) == 0 ? 700 : 0));
        }

        for (Duration begin : sent) {
            Duration end = begin.plusSeconds(5);
            assertThat(sent.stream().filter(t -> t.compareTo(begin) >= 0 && t.compareTo(end) <= 0).count())
                    .as("in the five seconds from " + begin).isLessThanOrEqualTo(5L * perSecond);
        }
    }

    /** At Plivo's limit of 300 in five seconds. */
    @Test
    void usesNearlyAllRequestsThatAreAllowed() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 6000, 60, waiter::nanoTime);
        for (int i = 0; i < 600; i++) {
            budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
        }

        assertThat(waiter.passed()).isLessThan(Duration.ofMillis((long) (10_000 / 0.98)));
    }

    @Test
    void doesNotDelayRecordsByTheLimitOfLists() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 1, 10, waiter::nanoTime);
        budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);

        budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);

        assertThat(waiter.passed()).isLessThan(Duration.ofMillis(102));
    }

    @Test
    void passesThePermitOfACancelledWaiterToTheNext() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 1, 10, waiter::nanoTime);
        CancellationSource stopped = new CancellationSource();
        stopped.stop();
        budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> budget.awaitList(PermitRequest.of(Priority.BACKFILL), stopped))
                    .isInstanceOf(InterruptedException.class);
        }
        budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);

        assertThat(waiter.passed()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void stopsWaitingWhenStopped() {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 1, 10);
        CancellationSource stopped = new CancellationSource();
        stopped.stop();
        assertThatCode(() -> budget.awaitList(PermitRequest.of(Priority.BACKFILL), stopped)).doesNotThrowAnyException();

        assertThatThrownBy(() -> budget.awaitList(PermitRequest.of(Priority.BACKFILL), stopped))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesABudgetOfZero() {
        assertThatThrownBy(() -> new RequestBudget("MAACCOUNT", 0, 1))
                .hasMessage("listRequestsPerMinute is 0, must be 1 or more");
        assertThatThrownBy(() -> new RequestBudget("MAACCOUNT", 1, 0)).hasMessage("requestsPerSecond is 0, must be 1 or more");
    }
}
