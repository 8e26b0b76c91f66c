package io.github.camelplivo.mdr.feed;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The longest range that the feed requests. A refusal halves it. As a single 400 may have another reason, it is doubled
 * again after some ranges of this length were accepted, and after twice as many with each further refusal.
 */
final class RangeLimit {

    /** Plivo reportedly refuses longer ranges. */
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MAX_ACCEPTED = 256;

    private Duration limit = LONGEST;
    private int accepted;
    private int requiredAccepted = 1;

    Duration limit() {
        return limit;
    }

    /**
     * A window was read to its end.
     *
     * @param length         of the window
     * @param acceptedLength of the longest range that Plivo accepted in it, {@code null} if it refused none for its
     *                       length
     */
    void completed(Duration length, @Nullable Duration acceptedLength) {
        if (acceptedLength != null) {
            limit = acceptedLength.compareTo(limit) < 0 ? acceptedLength : limit;
            accepted = 0;
            requiredAccepted = Math.min(MAX_ACCEPTED, 2 * requiredAccepted);
        } else if (limit.compareTo(LONGEST) < 0 && length.compareTo(limit) >= 0 && ++accepted >= requiredAccepted) {
            limit = limit.multipliedBy(2).compareTo(LONGEST) < 0 ? limit.multipliedBy(2) : LONGEST;
            // accepted again, it is doubled after each window
            accepted = requiredAccepted - 1;
        }
    }
}
