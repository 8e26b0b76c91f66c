package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.window.Window;

/**
 * The limits of sweeps, so that the live sweep or the backfill reads a record first, and no sweep delivers an older
 * version of it after a newer one.
 */
final class SweepLimits {

    private final Sweeps sweeps;
    private final FeedClock clock;

    SweepLimits(Sweeps sweeps, FeedClock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    /** Where the part of the time line ends that the sweep may read. */
    Instant readLimit(Sweep sweep) {
        Instant ageLimit = ageLimit(sweep);
        if (sweep == sweeps.backfill()) {
            return earlierThanRechecksAhead(ageLimit);
        }
        if (sweep.name().kind() != SweepId.Kind.RECHECK || sweep.isSetAside()) {
            return ageLimit;
        }
        // a recheck cannot overtake the first read
        Sweep backfill = sweeps.backfill();
        Sweep live = sweeps.live();
        Instant cursor = sweep.position().cursor();
        boolean inBackfill = !backfill.isFinished()
                && (cursor.isBefore(backfill.readTo()) || cursor.isBefore(live.position().start()));
        Instant limit = Window.earlier((inBackfill ? backfill : live).position().cursor(), ageLimit);
        for (Sweep younger : sweeps.rechecks().subList(0, sweeps.rechecks().indexOf(sweep))) {
            // otherwise waiting pages would be older than the pages delivered here; after a failure none wait
            limit = younger.failure() == null ? Window.earlier(limit, younger.position().cursor()) : limit;
        }
        return limit;
    }

    /** The second that has reached the age at which the sweep reads, by the clock. */
    Instant ageLimit(Sweep sweep) {
        return clock.ageLimit(sweep.age());
    }

    /**
     * A reread does not overtake a recheck in its window; otherwise older versions would be delivered after newer ones.
     */
    private Instant earlierThanRechecksAhead(Instant limit) {
        Instant cursor = sweeps.backfill().position().cursor();
        return sweeps.rechecks().stream().filter(Sweep::mayHoldPages)
                .map(recheck -> recheck.position().cursor()).filter(ahead -> ahead.isAfter(cursor))
                .reduce(limit, Window::earlier);
    }

    /** @param paused whether the backfill is paused */
    boolean hasWork(Sweep sweep, boolean paused) {
        return sweep.hasWork(readLimit(sweep), ageLimit(sweep))
                && !(sweep == sweeps.backfill() && paused && !isBackfillAwaited());
    }

    /** Whether a recheck can pass only if the backfill completes its current window. */
    private boolean isBackfillAwaited() {
        Sweep backfill = sweeps.backfill();
        return backfill.hasOpenWindow()
                && sweeps.rechecks().stream().anyMatch(recheck -> isBehind(recheck, backfill) || overtook(backfill, recheck));
    }

    private boolean isBehind(Sweep recheck, Sweep backfill) {
        Instant cursor = recheck.position().cursor();
        return !cursor.isBefore(backfill.position().cursor()) && cursor.isBefore(backfill.readTo())
                && cursor.isBefore(ageLimit(recheck));
    }

    /**
     * Whether a sweep must wait because others have read ahead where it failed: their pages would be older than the
     * pages that it would deliver now.
     */
    boolean isOvertaken(Sweep sweep) {
        return sweeps.all().stream().anyMatch(other -> other != sweep && overtook(other, sweep));
    }

    /** Other sweeps can overtake only a stretch that was set aside, and a recheck that failed in its window. */
    private static boolean overtook(Sweep other, Sweep sweep) {
        boolean couldNotRead = sweep.isSetAside()
                || sweep.name().kind() == SweepId.Kind.RECHECK && sweep.failure() != null && sweep.hasOpenWindow();
        Instant end = sweep.isSetAside() ? sweep.position().end() : sweep.position().windowEnd();
        return couldNotRead && other.mayHoldPages() && other.position().cursor().isBefore(end)
                && other.readTo().isAfter(sweep.position().cursor());
    }

    /**
     * Skips redundant rechecks: of records that have also reached the next age, which reads them again; and of records
     * that the backfill has not read yet, and will read when they are older.
     */
    void skipRedundantRechecks() {
        List<Sweep> rechecks = sweeps.rechecks();
        Sweep backfill = sweeps.backfill();
        for (int i = 0; i < rechecks.size(); i++) {
            Sweep recheck = rechecks.get(i);
            boolean covered = i + 1 < rechecks.size()
                    && !rechecks.get(i + 1).position().start().isAfter(recheck.position().cursor());
            if (covered) {
                recheck.skipTo(ageLimit(rechecks.get(i + 1)));
            }
            if (!backfill.isFinished() && !recheck.position().cursor().isBefore(backfill.readTo())) {
                recheck.skipTo(Window.earlier(ageLimit(recheck), sweeps.live().position().start()));
            }
        }
    }
}
