package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Trap 9: fast paging dies on page 21, because the list has 20 requests a minute and not the account's 300 in 5
 * seconds.
 */
class RequestBudgetTest {

    private final RecordingWaiter waiter = new RecordingWaiter();

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 7, 20, 60, 600 })
    void neverPutsMoreListsIntoAMinute(int perMinute) throws Exception {
        RequestBudget budget = new RequestBudget(perMinute, 1000, waiter::nanoTime);
        List<Duration> sent = new ArrayList<>();
        for (int i = 0; i < 3 * perMinute; i++) {
            budget.awaitList(waiter);
            sent.add(waiter.passed());
            // someone who comes late gains nothing by it
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
        RequestBudget budget = new RequestBudget(20, 30, waiter::nanoTime);

        for (int i = 0; i < 5; i++) {
            budget.awaitList(waiter);
        }

        assertThat(waiter.passed()).isEqualTo(Duration.ofMillis(4 * 3050));
    }

    @Test
    void countsEveryRequestPerSecond() throws Exception {
        RequestBudget budget = new RequestBudget(6000, 10, waiter::nanoTime);

        for (int i = 0; i < 10; i++) {
            budget.awaitList(waiter);
            budget.awaitGet(waiter);
        }

        assertThat(waiter.passed()).isEqualTo(Duration.ofMillis(1900));
    }

    @Test
    void doesNotDelayRecordsByTheLimitOfLists() throws Exception {
        RequestBudget budget = new RequestBudget(1, 10, waiter::nanoTime);
        budget.awaitList(waiter);

        budget.awaitGet(waiter);

        assertThat(waiter.passed()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void holdsListsForAllAfterTheLimitWasMet() throws Exception {
        RequestBudget budget = new RequestBudget(60, 10, waiter::nanoTime);
        budget.awaitList(waiter);

        budget.holdLists(Duration.ofSeconds(40));
        budget.holdLists(Duration.ofSeconds(20));
        budget.awaitGet(waiter);
        Duration get = waiter.passed();
        budget.awaitList(waiter);
        Duration first = waiter.passed();
        budget.awaitList(waiter);

        assertThat(get).isLessThan(Duration.ofSeconds(1));
        assertThat(first).isEqualTo(Duration.ofSeconds(40));
        assertThat(waiter.passed()).as("evenly paced again").isGreaterThan(Duration.ofSeconds(41));
    }

    @Test
    void holdsWhoAlreadyWaits() throws Exception {
        RequestBudget budget = new RequestBudget(60, 1000, waiter::nanoTime);
        budget.awaitList(waiter);
        Waiter disturbed = new Waiter() {
            @Override
            public void pause(Duration duration) {
                if (waiter.pauses().isEmpty()) {
                    budget.holdLists(Duration.ofSeconds(40));
                }
                waiter.pause(duration);
            }

            @Override
            public Registration onStop(Runnable action) {
                return waiter.onStop(action);
            }
        };

        budget.awaitList(disturbed);

        assertThat(waiter.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void asksAWaiterOnceAlsoWhenItsTimeStandsStill() throws Exception {
        RequestBudget budget = new RequestBudget(60, 10, () -> 0);
        budget.holdLists(Duration.ofSeconds(40));

        budget.awaitList(waiter);

        assertThat(waiter.pauses()).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void holdsEverything() throws Exception {
        RequestBudget budget = new RequestBudget(60, 10, waiter::nanoTime);

        budget.holdAll(Duration.ofSeconds(5));
        budget.awaitGet(waiter);

        assertThat(waiter.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void stopsWaitingWhenStopped() {
        RequestBudget budget = new RequestBudget(1, 10);
        StopSignal stopped = new StopSignal();
        stopped.stop();
        budget.holdLists(Duration.ofHours(1));

        assertThatThrownBy(() -> budget.awaitList(stopped)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesNoBudget() {
        assertThatThrownBy(() -> new RequestBudget(0, 1)).hasMessage("listRequestsPerMinute is 0, must be 1 or more");
        assertThatThrownBy(() -> new RequestBudget(1, 0)).hasMessage("requestsPerSecond is 0, must be 1 or more");
    }
}
