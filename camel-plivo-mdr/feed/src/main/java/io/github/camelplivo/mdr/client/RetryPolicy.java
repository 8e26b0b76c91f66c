package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * How often a failed request is sent again, and how long after. Waits double from attempt to attempt, from half a
 * second (five seconds where Plivo said that lists come too fast) up to half a minute, each shortened at random by up
 * to a half so that clients do not march in step. The time in Plivo's {@code Retry-After} goes before, up to two
 * minutes.
 */
final class RetryPolicy {

    private static final Duration START = Duration.ofMillis(500);
    private static final Duration START_OF_LIST_LIMIT = Duration.ofSeconds(5);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(2);

    private final int maxRetries;
    private final RandomGenerator random;

    RetryPolicy(int maxRetries, RandomGenerator random) {
        this.maxRetries = maxRetries;
        this.random = random;
    }

    /** Whether there is another attempt after so many. */
    boolean allows(int attempts) {
        return attempts <= maxRetries;
    }

    /**
     * How long to wait after so many attempts.
     *
     * @param listLimit  whether the last response was a 429 to a list
     * @param retryAfter the time that Plivo requested, or null; 0 counts as nothing, because it would make a storm
     */
    Duration wait(int attempts, boolean listLimit, @Nullable Duration retryAfter) {
        if (retryAfter != null && !retryAfter.isZero()) {
            return min(retryAfter, MAX_RETRY_AFTER);
        }
        Duration start = listLimit ? START_OF_LIST_LIMIT : START;
        // 2^16 times the start is beyond the cap already
        Duration full = min(start.multipliedBy(1L << Math.min(attempts - 1, 16)), MAX_BACKOFF);
        return Duration.ofNanos((long) (full.toNanos() * (1 - random.nextDouble() / 2)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
