package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;

/** Logs once when a sweep falls behind the time for which Plivo keeps records, and once when it has caught up. */
final class RetentionGuard {

    private static final FeedLogger LOG = FeedLogger.of(RetentionGuard.class);

    /** Margin, because a start at the retention limit has passed it by the time of the request. */
    private static final Duration EDGE = Duration.ofMinutes(1);

    private final SweepId name;
    private boolean behind;
    private boolean started;

    RetentionGuard(SweepId name) {
        this.name = name;
    }

    /** Whether the next window of the sweep would start before the 90 days. */
    boolean isPast(Sweep sweep, Instant now) {
        return !sweep.windows().hasCurrent() && sweep.position().cursor().isBefore(oldestKept(now));
    }

    /**
     * Makes the sweep skip the time that Plivo no longer keeps. Call it only when a response has confirmed the clock.
     *
     * @param limit where the part of the time line ends that the sweep may read
     */
    void skip(Sweep sweep, Instant limit, Instant now) {
        if (!sweep.windows().hasCurrent()) {
            Instant cursor = sweep.position().cursor();
            Instant from = skipped(cursor, sweep.isFinished(), sweep.end(limit), now);
            if (from.isAfter(cursor)) {
                sweep.restart(sweep.position().from(from));
            }
        }
    }

    private static Instant oldestKept(Instant now) {
        return Window.second(now.minus(PageSource.RETENTION)).plusSeconds(1);
    }

    /**
     * Where the sweep must continue.
     *
     * @param  finished whether the sweep has reached its end
     * @param  end      where the part of the time line ends that it may read
     * @return          its cursor, or later if Plivo no longer keeps the records from there on
     */
    private Instant skipped(Instant cursor, boolean finished, Instant end, Instant now) {
        Instant kept = oldestKept(now);
        boolean past = !finished && cursor.isBefore(kept);
        Instant from = kept.isBefore(end) ? kept : end.minusSeconds(1);
        boolean unavoidable = !started && Duration.between(cursor, from).compareTo(EDGE) < 0;
        started = true;
        if (past && !behind && unavoidable) {
            LOG.info("The {} sweep starts at {}, because Plivo keeps records for {} days", name, from,
                    PageSource.RETENTION.toDays());
            return from;
        }
        if (past && !behind) {
            LOG.warn("The {} sweep is at {}, but Plivo keeps records for {} days only: records before {} can no longer"
                     + " be read, and more are lost until the sweep has caught up. Find out why it is behind: a long stop, a"
                     + " paused backfill, or more records than the account's lists can read (saturation)",
                    name, cursor, PageSource.RETENTION.toDays(), from);
        } else if (!past && behind) {
            LOG.info("The {} sweep has caught up with the {} days that Plivo keeps: no more records are lost",
                    name, PageSource.RETENTION.toDays());
        }
        behind = past;
        return past && from.isAfter(cursor) ? from : cursor;
    }
}
