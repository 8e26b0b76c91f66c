package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Counts the time that passes, for pauses and periods. A clock that is set back does not stop it, because it follows
 * the monotonic clock; nor does a machine that sleeps, because it follows the wall clock if that advances further. So a
 * period may end early, never late.
 */
final class Ticker {

    private static final long SLEEP = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private long passed;
    private long nanos;
    private Instant wall;

    Ticker(Instant wallNow, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        anchor(nanoTime.getAsLong(), wallNow);
    }

    private void anchor(long nanosNow, Instant wallNow) {
        nanos = nanosNow;
        wall = wallNow;
    }

    /**
     * Nanoseconds since its creation.
     *
     * @param wallNow the current time of the wall clock
     */
    long nanos(Instant wallNow) {
        long nanosNow = nanoTime.getAsLong();
        long byNanos = nanosNow - nanos;
        Duration byWall = Duration.between(wall, wallNow);
        boolean slept = byWall.compareTo(Duration.ofNanos(byNanos + SLEEP)) > 0;
        if (byNanos < SLEEP && !slept && !byWall.isNegative()) {
            return passed + byNanos;
        }
        passed += slept ? saturated(byWall) + byNanos : byNanos;
        anchor(nanosNow, wallNow);
        return passed;
    }

    private static long saturated(Duration duration) {
        // a longer jump would overflow the nanoseconds
        return Math.min(duration.toSeconds(), Duration.ofDays(36_500).toSeconds()) * 1_000_000_000L + duration.getNano();
    }
}
