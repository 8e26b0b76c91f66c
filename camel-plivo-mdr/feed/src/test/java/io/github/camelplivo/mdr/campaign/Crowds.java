package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.simulator.Quirk;

/**
 * Crowded seconds, and what the list does with fractions of a second; all of it follows from the seed.
 *
 * @param resolution of the time filter and of the order
 * @param changesAt  the number of requests after which the later quirk of the resolution begins
 * @param past       the numbers of records of the crowds before the start, each within a few seconds
 * @param live       those of the crowds after it
 */
record Crowds(Resolution resolution, int changesAt, List<Integer> past, List<Integer> live) {

    enum Resolution {
        EXACT(null),
        FILTER_BY_SECOND(null, Quirk.TRUNCATES_FILTER_TO_SECONDS),
        FILTER_BY_MILLISECOND(null, Quirk.TRUNCATES_FILTER_TO_MILLISECONDS),
        ORDER_BY_SECOND(null, Quirk.ORDERS_BY_SECOND),
        SHUFFLED_SECONDS(null, Quirk.SHUFFLES_SECONDS),
        ALL_BY_SECOND(null, Quirk.TRUNCATES_FILTER_TO_SECONDS, Quirk.ORDERS_BY_SECOND),
        LATER_BY_SECOND(Quirk.ORDERS_BY_SECOND),
        LATER_SHUFFLED(Quirk.SHUFFLES_SECONDS);

        /** Begins in the middle of the schedule, or null. */
        final Quirk later;
        final Set<Quirk> quirks;

        Resolution(Quirk later, Quirk... quirks) {
            this.later = later;
            this.quirks = Set.of(quirks);
        }
    }

    static final Crowds NONE = new Crowds(Resolution.EXACT, 0, List.of(), List.of());

    private static final int FEWEST = 30;
    private static final int MOST = 200;
    private static final int LONGEST = 3;

    static Crowds of(long seed) {
        Random random = new Random(seed * 31 + 11);
        if (random.nextInt(3) > 0) {
            return NONE;
        }
        Resolution[] all = Resolution.values();
        return new Crowds(
                all[random.nextInt(all.length)], 10 + random.nextInt(150), sizes(random, 1 + random.nextInt(3)),
                sizes(random, random.nextInt(3)));
    }

    private static List<Integer> sizes(Random random, int crowds) {
        return random.ints(crowds, FEWEST, MOST + 1).boxed().toList();
    }

    /** Over how long the records of a crowd are spread. */
    static Duration span(Random random) {
        return Duration.ofSeconds(1 + random.nextInt(LONGEST));
    }

    int rows() {
        return past.stream().mapToInt(Integer::intValue).sum() + live.stream().mapToInt(Integer::intValue).sum();
    }

    /** Seconds that the crowds touch at most. */
    int seconds() {
        return (past.size() + live.size()) * (LONGEST + 1);
    }
}
