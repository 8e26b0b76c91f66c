package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.log.FeedLogger;

/**
 * What to ask for after Plivo has refused a range of a window with 400, as it is reported to do where a range is long
 * or begins more than 90 days ago: a later start where it is old, and the newer half where it is long. A short, recent
 * range has no such excuse.
 */
final class RefusedRange {

    private static final FeedLogger LOG = FeedLogger.of(RefusedRange.class);

    private static final Duration SHORT = Duration.ofHours(1);
    /** Plivo's clock and its way to count days are not known to the second. */
    private static final Duration[] MARGINS = {
            Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6),
            Duration.ofHours(24) };
    private static final Duration OLD = PageSource.RETENTION.minusDays(1);

    private final Clock clock;
    private Instant start;
    private Duration longest;
    private int moves;
    /** The first start that was refused, until a later one is accepted. */
    private Instant refused;

    RefusedRange(Instant start, Clock clock) {
        this.start = start;
        this.clock = clock;
    }

    /** Where the window starts, or as much later as Plivo has refused. */
    Instant start() {
        return start;
    }

    /** {@code null} if no range was refused for its length. */
    Duration longest() {
        return longest;
    }

    /**
     * The start of the range to ask for instead, which ends where the refused one does.
     *
     * @throws RefusedException the given one, if the refused range is short and recent
     */
    Instant floorBelow(Window asked, RefusedException refusal) throws RefusedException {
        Instant now = clock.instant();
        boolean isOld = asked.from().isBefore(now.minus(OLD));
        boolean isLong = asked.length().compareTo(SHORT) > 0;
        if (isOld && moves < MARGINS.length && (moves == 0 || !isLong)) {
            moveStart(Window.second(now.minus(PageSource.RETENTION).plus(MARGINS[moves++])).plusSeconds(1), refusal);
            return start.isBefore(asked.to()) ? start : asked.to();
        }
        if (!isLong) {
            throw refusal;
        }
        long half = asked.length().toSeconds() / 2;
        longest = isOld ? longest : Duration.ofSeconds(half);
        return asked.to().minusSeconds(half);
    }

    /** A list that starts there was answered. */
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
