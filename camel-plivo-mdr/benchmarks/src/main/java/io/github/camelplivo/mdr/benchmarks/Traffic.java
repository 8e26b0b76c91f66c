package io.github.camelplivo.mdr.benchmarks;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How the records of a backlog are distributed in time. */
enum Traffic {

    /** At random microseconds. */
    RANDOM {
        @Override
        LongStream micros(int records, double perSecond, Random random) {
            return random.doubles(records).mapToLong(part -> (long) (part * records / perSecond * 1_000_000));
        }
    },

    /** At random microseconds of one minute in ten; the other nine have none. */
    CAMPAIGN {
        @Override
        LongStream micros(int records, double perSecond, Random random) {
            return RANDOM.micros(records, perSecond, random).map(busy -> busy / MINUTE * 10 * MINUTE + busy % MINUTE);
        }
    },

    /** In groups of 1,000 that share one microsecond, half a minute to one and a half minutes apart. */
    TIES {
        @Override
        LongStream micros(int records, double perSecond, Random random) {
            return IntStream.range(0, records).map(i -> i / 1000)
                    .mapToLong(group -> group * MINUTE + new SplittableRandom(group).nextLong(MINUTE / 2));
        }
    };

    /** In microseconds. */
    private static final long MINUTE = 60_000_000;

    /**
     * The times of the records, in no order, as microseconds from a start.
     *
     * @param perSecond records a second, on average, while there are any; {@link #TIES} does not use it
     */
    abstract LongStream micros(int records, double perSecond, Random random);
}
