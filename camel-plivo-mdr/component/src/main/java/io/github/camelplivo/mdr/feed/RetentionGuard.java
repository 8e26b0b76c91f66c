package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;

/** Logs once when a sweep falls behind the time for which Plivo keeps records, and once when it has caught up. */
final class RetentionGuard {

    private static final FeedLogger LOG = FeedLogger.of(RetentionGuard.class);

    /** A start that is as old as the records that Plivo keeps has passed them when it is read. */
    private static final Duration EDGE = Duration.ofMinutes(1);

    private final SweepId sweep;
    private boolean behind;
    private boolean started;

    RetentionGuard(SweepId sweep) {
        this.sweep = sweep;
    }

    /** Whether records from this second on can no longer be read. */
    static boolean isPast(Instant cursor, Instant now) {
        return cursor.isBefore(oldestKept(now));
    }

    private static Instant oldestKept(Instant now) {
        return Window.second(now.minus(PageSource.RETENTION)).plusSeconds(1);
    }

    /**
     * Where the sweep has to continue.
     *
     * @param  over whether the sweep has reached its end
     * @param  end  where the part of the time line ends that it may read
     * @return      its cursor, or later if Plivo no longer keeps the records from there on
     */
    Instant skip(Instant cursor, boolean over, Instant end, Instant now) {
        boolean past = !over && isPast(cursor, now);
        Instant kept = oldestKept(now);
        Instant from = kept.isBefore(end) ? kept : end.minusSeconds(1);
        boolean unavoidable = !started && Duration.between(cursor, from).compareTo(EDGE) < 0;
        started = true;
        if (past && !behind && unavoidable) {
            LOG.info("The {} sweep starts at {}, because Plivo keeps records for {} days", sweep, from,
                    PageSource.RETENTION.toDays());
            return from;
        }
        if (past && !behind) {
            LOG.warn("The {} sweep is at {}, but Plivo keeps records for {} days only: those before {} can no longer be"
                     + " read, and more are lost until the sweep has caught up. Find out why it is behind: a long stop, a"
                     + " paused backfill, or more records than the account's lists can read (saturation)",
                    sweep, cursor, PageSource.RETENTION.toDays(), from);
        } else if (!past && behind) {
            LOG.info("The {} sweep has caught up with the {} days that Plivo keeps: no more records are lost",
                    sweep, PageSource.RETENTION.toDays());
        }
        behind = past;
        return past && from.isAfter(cursor) ? from : cursor;
    }
}
