package io.github.camelplivo.mdr.budget;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The minimum share of each class, whatever the others do. */
class FairSharesTest {

    private record Grant(Set<Priority> waiting, Priority to) {
    }

    /** A class that always waits may receive two permits fewer than its share, because permits are whole. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 20, 60, 1200 })
    void anyTwoMinutesHoldTheShareOfAClassThatWaits(int perMinute) {
        int window = 2 * perMinute;
        for (int seed = 0; seed < 40; seed++) {
            List<Grant> grants = randomArrivals(new Random(seed), 3 * window + 500);
            for (Priority priority : Priority.values()) {
                requireShare(grants, priority, window, "seed " + seed);
            }
        }
    }

    private static void requireShare(List<Grant> grants, Priority priority, int window, String seed) {
        int waited = 0;
        int received = 0;
        for (int i = 0; i < grants.size(); i++) {
            waited += grants.get(i).waiting().contains(priority) ? 1 : 0;
            received += grants.get(i).to() == priority ? 1 : 0;
            if (i >= window) {
                waited -= grants.get(i - window).waiting().contains(priority) ? 1 : 0;
                received -= grants.get(i - window).to() == priority ? 1 : 0;
            }
            if (waited == window) {
                assertThat(received).as("%s, %s, permits up to %d", seed, priority, i)
                        .isGreaterThan(window * priority.percent() / 100 - 2);
            }
        }
    }

    /** Each class alternates between idle, occasionally busy and overloaded. */
    private static List<Grant> randomArrivals(Random random, int permits) {
        FairShares shares = new FairShares();
        Map<Priority, Integer> queued = new EnumMap<>(Priority.class);
        Map<Priority, Double> arrival = new EnumMap<>(Priority.class);
        List<Grant> grants = new ArrayList<>();
        while (grants.size() < permits) {
            for (Priority priority : Priority.values()) {
                if (random.nextInt(40) == 0 || !arrival.containsKey(priority)) {
                    arrival.put(priority, List.of(0.0, 0.2, 0.4, 1.0).get(random.nextInt(4)));
                }
                queued.merge(priority, random.nextDouble() < arrival.get(priority) ? 1 : 0, Integer::sum);
            }
            Set<Priority> waiting = EnumSet.noneOf(Priority.class);
            queued.forEach((priority, n) -> {
                if (n > 0) {
                    waiting.add(priority);
                }
            });
            if (!waiting.isEmpty()) {
                Priority to = shares.next(waiting);
                assertThat(waiting).contains(to);
                queued.merge(to, -1, Integer::sum);
                grants.add(new Grant(waiting, to));
            }
        }
        return grants;
    }

    @Test
    void unusedSharesGoToTheOthersInOrder() {
        FairShares shares = new FairShares();
        Map<Priority, Integer> received = new EnumMap<>(Priority.class);
        for (int i = 0; i < 1000; i++) {
            received.merge(shares.next(EnumSet.of(Priority.LIVE, Priority.BACKFILL)), 1, Integer::sum);
        }

        assertThat(received.get(Priority.BACKFILL)).isBetween(199, 202);
        assertThat(received.get(Priority.LIVE)).isBetween(798, 801);
    }

    @Test
    void anIdleClassIsServedSoonButAccumulatesNoPermits() {
        FairShares shares = new FairShares();
        for (int i = 0; i < 10_000; i++) {
            shares.next(EnumSet.of(Priority.PRODUCER));
        }
        List<Priority> received = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            received.add(shares.next(EnumSet.of(Priority.PRODUCER, Priority.BACKFILL)));
        }

        assertThat(received.subList(0, 2)).contains(Priority.BACKFILL);
        assertThat(received).filteredOn(to -> to == Priority.BACKFILL).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theOnlyClassThatWaitsReceivesEveryPermit() {
        FairShares shares = new FairShares();
        for (int i = 0; i < 100; i++) {
            assertThat(shares.next(EnumSet.of(Priority.RECHECK))).isEqualTo(Priority.RECHECK);
        }
    }
}
