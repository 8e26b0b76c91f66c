package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of the time line, {@code [from, to)} in whole seconds of {@code message_time}: so it makes no difference
 * whether Plivo's filter uses microseconds.
 */
public record Window(Instant from, Instant to) {

    public Window {
        if (from.getNano() != 0 || to.getNano() != 0 || !from.isBefore(to)) {
            throw new IllegalArgumentException("A window is [from, to) in whole seconds, but was [" + from + ", " + to + ")");
        }
    }

    /** The second that contains the instant. */
    public static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The earlier one of two instants. */
    public static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
