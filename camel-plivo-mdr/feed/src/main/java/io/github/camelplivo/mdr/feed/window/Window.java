package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of the time line, {@code [from, to)} of {@code message_time}. It starts at a whole second, and ends at one
 * until a part of it was read: so it makes no difference whether Plivo's filter uses microseconds.
 */
public record Window(Instant from, Instant to) {

    public Window {
        if (from.getNano() != 0 || to.getNano() % 1_000 != 0 || !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "A window is [from, to) from a whole second to a microsecond, but was [" + from + ", " + to + ")");
        }
    }

    /** The second that contains the instant. */
    public static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The first whole second at or after the instant. */
    static Instant endOfSecond(Instant instant) {
        Instant second = second(instant);
        return second.equals(instant) ? second : second.plusSeconds(1);
    }

    /** The earlier one of two instants. */
    public static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The same, up to the end of its last second. */
    Window toWholeSeconds() {
        return new Window(from, endOfSecond(to));
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
