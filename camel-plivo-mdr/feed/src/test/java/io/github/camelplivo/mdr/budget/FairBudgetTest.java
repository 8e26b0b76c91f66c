package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.budget.support.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The distribution of the permits of a busy account among feeds and many callers. */
class FairBudgetTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final SimulatedTime time = new SimulatedTime();

    /** A feed that sends one list after the other, each in flight for 150 ms. */
    @ParameterizedTest
    @CsvSource({ "1, 15", "20, 15", "60, 15", "300, 15", "1200, 15", "300, 80" })
    void aFeedHasItsShareBesideCallersOfList(int perMinute, int callers) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", perMinute, 1000, time::nanoTime);
        List<Duration> feed = new ArrayList<>();
        AtomicInteger others = new AtomicInteger();
        time.thread(waiter -> repeat(() -> {
            budget.awaitList(PermitRequest.of(Priority.LIVE), waiter);
            feed.add(time.passed());
            waiter.pause(Duration.ofMillis(perMinute > 600 ? 15 : 150));
        }));
        for (int i = 0; i < callers; i++) {
            time.thread(waiter -> repeat(() -> {
                budget.awaitList(PermitRequest.of(Priority.PRODUCER), waiter);
                others.incrementAndGet();
            }));
        }
        time.run();

        // a paced minute has 61 seconds
        int share = 2 * perMinute * 60 / 61 * 30 / 100;
        for (int minute = 0; minute < 8; minute++) {
            Duration begin = Duration.ofMinutes(minute);
            assertThat(feed.stream().filter(t -> t.compareTo(begin) >= 0 && t.compareTo(begin.plusMinutes(2)) < 0).count())
                    .as("of two minutes from minute %d on", minute).isGreaterThanOrEqualTo(Math.max(0, share - 1));
        }
        assertThat(feed.size() + others.get()).as("all permits are used").isGreaterThanOrEqualTo(perMinute * 10 * 98 / 100);
    }

    @ParameterizedTest
    @CsvSource({ "20", "80" })
    void theListsOfAFeedAreNotStarvedByGets(int callers) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 300, 10, time::nanoTime);
        AtomicInteger lists = new AtomicInteger();
        AtomicInteger gets = new AtomicInteger();
        time.thread(waiter -> repeat(() -> {
            budget.awaitList(PermitRequest.of(Priority.LIVE), waiter);
            lists.incrementAndGet();
            waiter.pause(Duration.ofMillis(100));
        }));
        for (int i = 0; i < callers; i++) {
            time.thread(waiter -> repeat(() -> {
                budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
                gets.incrementAndGet();
            }));
        }
        time.run();

        assertThat(lists.get()).as("30 of 100 requests").isGreaterThanOrEqualTo(10 * 600 * 59 / 60 * 30 / 100 * 9 / 10);
        assertThat(gets.get()).isGreaterThan(10 * 600 * 60 / 100);
    }

    /** 16 windows are read ahead: without ranks all would be half read when the first is needed. */
    @Test
    void theWindowThatIsNeededNextIsReadFirst() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
        List<Integer> pages = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int window = i;
            time.thread(waiter -> {
                for (int page = 0; page < 10; page++) {
                    budget.awaitList(new PermitRequest(Priority.BACKFILL, "feed", 1000L * window, null), waiter);
                    pages.add(window);
                    waiter.pause(Duration.ofMillis(300));
                }
            });
        }
        time.run();

        assertThat(pages.subList(1, 150)).as("windows in the order of their pages").isSorted();
    }

    @Test
    void ownersOfOneClassAlternate() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 60, 30, time::nanoTime);
        List<String> turns = new ArrayList<>();
        time.thread(waiter -> budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter));
        for (String owner : List.of("big", "big", "big", "big", "small")) {
            time.thread(waiter -> {
                budget.awaitList(new PermitRequest(Priority.BACKFILL, owner, 0, null), waiter);
                turns.add(owner);
            });
        }
        time.run();

        assertThat(turns).containsExactly("big", "small", "big", "big", "big");
    }

    private interface Work {
        void run() throws Exception;
    }

    private void repeat(Work work) throws Exception {
        while (time.passed().compareTo(TEN_MINUTES) < 0) {
            work.run();
        }
    }
}
