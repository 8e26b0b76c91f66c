package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.budget.support.SimulatedTime;
import io.github.camelplivo.mdr.budget.support.SimulatedTime.SimulatedCancellation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The order of permits among several waiters: by class, within their shares. */
class PriorityTest {

    private static final Duration INTERVAL = Duration.ofMillis(3050);

    private final SimulatedTime time = new SimulatedTime();
    private final RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
    private final List<String> turns = new ArrayList<>();

    @Test
    void eachClassHasAPermitBeforeAnyHasASecondAndWaitersOfAClassAreServedInOrder() throws Exception {
        list("taken", Priority.LIVE, 0);
        list("b1", Priority.BACKFILL, 1);
        list("r1", Priority.RECHECK, 2);
        list("b2", Priority.BACKFILL, 3);
        list("l1", Priority.LIVE, 4);
        list("i", Priority.PRODUCER, 5);
        list("r2", Priority.RECHECK, 6);
        list("l2", Priority.LIVE, 7);
        time.run();

        assertThat(turns).containsExactly("taken", "i", "r1", "b1", "l1", "r2", "b2", "l2");
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(7));
    }

    /** A live page that arrives a millisecond earlier receives the permit that the backfill was about to receive. */
    @Test
    void permitsAreNotReservedInAdvance() throws Exception {
        list("taken", Priority.BACKFILL, 0);
        list("b", Priority.BACKFILL, 0);
        list("l", Priority.LIVE, INTERVAL.toMillis() - 1);
        time.run();

        assertThat(turns).containsExactly("taken", "l", "b");
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(2));
    }

    @Test
    void liveReadsWaitForOnePermitDuringAnyBacklog() throws Exception {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            time.thread(this::backfillForTenMinutes);
        }
        time.thread(waiter -> {
            for (int i = 0; i < 9; i++) {
                waiter.pause(Duration.ofMillis(60_123));
                Duration begin = time.passed();
                budget.awaitList(PermitRequest.of(Priority.LIVE), waiter);
                waits.add(time.passed().minus(begin));
            }
        }).run();

        assertThat(waits).hasSize(9).allMatch(wait -> wait.compareTo(INTERVAL) <= 0);
    }

    private void backfillForTenMinutes(SimulatedCancellation waiter) throws Exception {
        while (time.passed().compareTo(Duration.ofMinutes(10)) < 0) {
            budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
        }
    }

    @Test
    void constantDemandUsesEveryPermit() throws Exception {
        List<Duration> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Priority priority = Priority.values()[i % 4];
            time.thread(waiter -> {
                while (time.passed().compareTo(Duration.ofHours(1)) < 0) {
                    budget.awaitList(PermitRequest.of(priority), waiter);
                    sent.add(time.passed());
                    waiter.pause(Duration.ofMillis(200));
                }
            });
        }
        time.run();

        assertThat(sent.stream().filter(t -> t.compareTo(Duration.ofHours(1)) < 0).count())
                .isEqualTo(Duration.ofHours(1).dividedBy(INTERVAL) + 1);
    }

    @Test
    void aCancelledWaiterDelaysOthersByAtMostASecond() throws Exception {
        AtomicReference<SimulatedCancellation> first = new AtomicReference<>();
        list("taken", Priority.LIVE, 0);
        for (int i = 0; i < 5; i++) {
            time.thread(waiter -> {
                first.compareAndSet(null, waiter);
                assertThatThrownBy(() -> {
                    waiter.pause(Duration.ofMillis(1));
                    if (first.get() != waiter) {
                        waiter.stop();
                    }
                    budget.awaitList(PermitRequest.of(Priority.LIVE), waiter);
                }).isInstanceOf(InterruptedException.class);
            });
        }
        list("b", Priority.BACKFILL, 2);
        time.thread(waiter -> {
            waiter.pause(INTERVAL.minusMillis(1));
            first.get().stop();
        });
        time.run();

        assertThat(turns).containsExactly("taken", "b");
        assertThat(time.passed()).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    }

    @Test
    void getDoesNotWaitBehindLists() throws Exception {
        AtomicReference<Duration> waited = new AtomicReference<>();
        for (int i = 0; i < 16; i++) {
            list("b" + i, Priority.BACKFILL, 0);
        }
        time.thread(waiter -> {
            waiter.pause(Duration.ofMillis(10));
            budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
            waited.set(time.passed());
        }).run();

        assertThat(waited.get()).isEqualTo(Duration.ofMillis(10));
        assertThat(turns).containsExactlyElementsOf(IntStream.range(0, 16).mapToObj(i -> "b" + i).toList());
    }

    /** Also if lists alone could use all requests per second. */
    @Test
    void getGoesFirstWhereRequestsPerSecondAreShort() throws Exception {
        RequestBudget tight = new RequestBudget("MAACCOUNT", 60_000, 1, time::nanoTime);
        for (int i = 0; i < 10; i++) {
            time.thread(waiter -> {
                tight.awaitList(PermitRequest.of(Priority.LIVE), waiter);
                turns.add("l");
            });
        }
        time.thread(waiter -> {
            waiter.pause(Duration.ofMillis(1500));
            tight.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
            turns.add("get");
        }).run();

        assertThat(turns).hasSize(11).startsWith("l", "l", "get", "l");
    }

    private void list(String name, Priority priority, long afterMillis) {
        time.thread(waiter -> {
            waiter.pause(Duration.ofMillis(afterMillis));
            budget.awaitList(PermitRequest.of(priority), waiter);
            turns.add(name);
        });
    }
}
