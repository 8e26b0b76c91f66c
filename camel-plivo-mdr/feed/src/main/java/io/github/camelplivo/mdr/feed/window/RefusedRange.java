package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/**
 * The range to request after Plivo has refused one with 400, which it reportedly does if a range is long or starts more
 * than 90 days ago: a later start if it is old, the newer half if it is long. A refusal of a short, recent range is an
 * error.
 */
final class RefusedRange {

    private static final FeedLogger LOG = FeedLogger.of(RefusedRange.class);

    private static final Duration SHORT = Duration.ofHours(1);
    /** Plivo's clock, and the way it counts days, are not known to the second. */
    private static final Duration[] MARGINS = {
            Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6),
            Duration.ofHours(24) };
    private static final Duration OLD = PageSource.RETENTION.minusDays(1);

    private final Clock clock;
    private Instant start;
    private @Nullable Duration longest;
    private int moves;
    /** The first start that was refused, until a later one is accepted. */
    private @Nullable Instant refused;

    RefusedRange(Instant start, Clock clock) {
        this.start = start;
        this.clock = clock;
    }

    /** The start of the window, or a later one if Plivo has refused it. */
    Instant start() {
        return start;
    }

    /** Leaves the part before to another reader. */
    void startAt(Instant second) {
        start = second;
    }

    /** The longest range that Plivo accepts, {@code null} if it refused none for its length. */
    @Nullable
    Duration longest() {
        return longest;
    }

    /**
     * The start of the range to request instead, which has the end of the refused one.
     *
     * @throws RefusedException the given one, if the refused range is short and recent
     */
    Instant floorBelow(Window requested, RefusedException refusal) throws RefusedException {
        Instant now = clock.instant();
        boolean isOld = requested.from().isBefore(now.minus(OLD));
        boolean isLong = requested.length().compareTo(SHORT) > 0;
        if (isOld && moves < MARGINS.length && (moves == 0 || !isLong)) {
            moveStart(Window.second(now.minus(PageSource.RETENTION).plus(MARGINS[moves++])).plusSeconds(1), refusal);
            return start.isBefore(requested.to()) ? start : requested.to();
        }
        if (!isLong) {
            throw refusal;
        }
        long half = requested.length().toSeconds() / 2;
        longest = isOld ? longest : Duration.ofSeconds(half);
        return requested.to().minusSeconds(half);
    }

    /** Records that Plivo accepted a list with this start. */
    void accepted() {
        if (refused != null) {
            LOG.warn(
                    "Plivo refuses a list that starts at {}, close to the {} days that it keeps records: records before {} can no"
                     + " longer be read",
                    refused, PageSource.RETENTION.toDays(), start);
            refused = null;
        }
    }

    private void moveStart(Instant kept, RefusedException refusal) {
        if (kept.isAfter(start)) {
            LOG.debug("Plivo refuses a list that starts at {}: {}", start, refusal.getMessage());
            refused = refused == null ? start : refused;
            start = kept;
        }
    }
}
