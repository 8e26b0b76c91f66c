package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The same moment by two clocks.
 *
 * @param time  whole seconds, for people only
 * @param nanos by the monotonic clock that measures durations
 */
record Moment(Instant time, long nanos) {

    Moment {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    boolean isAfter(Moment other) {
        return nanos - other.nanos > 0;
    }

    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
