package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.window.Window;

/**
 * How far each sweep may read, so that a record is read first by the live sweep or the backfill, and no sweep delivers
 * an older version of it after a newer one.
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
        // what was not read yet cannot be read again
        Sweep backfill = sweeps.backfill();
        Sweep live = sweeps.live();
        Instant cursor = sweep.position().cursor();
        boolean inBackfill = !backfill.isOver()
                && (cursor.isBefore(backfill.readTo()) || cursor.isBefore(live.position().start()));
        Instant limit = Window.earlier((inBackfill ? backfill : live).position().cursor(), ageLimit);
        for (Sweep younger : sweeps.rechecks().subList(0, sweeps.rechecks().indexOf(sweep))) {
            // or pages that wait there would be older than what is delivered here; after a failure none wait
            limit = younger.failure() == null ? Window.earlier(limit, younger.position().cursor()) : limit;
        }
        return limit;
    }

    private Instant ageLimit(Sweep sweep) {
        return clock.ageLimit(sweep.age());
    }

    /**
     * What is read again on request does not overtake a recheck in its window, or older versions would come after
     * newer.
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

    /** Whether a recheck can pass only if the backfill completes the window in hand. */
    private boolean isBackfillAwaited() {
        Sweep backfill = sweeps.backfill();
        return backfill.isBegun()
                && sweeps.rechecks().stream().anyMatch(recheck -> isBehind(recheck, backfill) || overtook(backfill, recheck));
    }

    private boolean isBehind(Sweep recheck, Sweep backfill) {
        Instant cursor = recheck.position().cursor();
        return !cursor.isBefore(backfill.position().cursor()) && cursor.isBefore(backfill.readTo())
                && cursor.isBefore(ageLimit(recheck));
    }

    /**
     * Whether a sweep must wait because others read meanwhile where it could not: their pages would be older than what
     * it would deliver now.
     */
    boolean isOvertaken(Sweep sweep) {
        return sweeps.all().stream().anyMatch(other -> other != sweep && overtook(other, sweep));
    }

    /** Only a stretch that was set aside, and a recheck that failed in its window, can be overtaken. */
    private static boolean overtook(Sweep other, Sweep sweep) {
        boolean couldNotRead = sweep.isSetAside()
                || sweep.name().kind() == SweepId.Kind.RECHECK && sweep.failure() != null && sweep.isBegun();
        Instant end = sweep.isSetAside() ? sweep.position().end() : sweep.position().windowEnd();
        return couldNotRead && other.mayHoldPages() && other.position().cursor().isBefore(end)
                && other.readTo().isAfter(sweep.position().cursor());
    }

    /**
     * Spares rechecks what needs none: records that have come to the next age too, which are read again for that one;
     * and those that the backfill has not read yet, and will only read when they are older.
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
            if (!backfill.isOver() && !recheck.position().cursor().isBefore(backfill.readTo())) {
                recheck.skipTo(Window.earlier(ageLimit(recheck), sweeps.live().position().start()));
            }
        }
    }
}
