package io.github.camelplivo.mdr.feed;

import java.util.List;

/**
 * The progress of a feed.
 *
 * @param sweeps         the live sweep, the rechecks by ascending age, the backfill
 * @param setAside       stretches that the feed cannot read and tries again later, while their sweeps continue
 * @param backfillPaused whether the backfill is paused
 * @param finished       whether the feed has reached {@code endTime} and delivered everything before it
 * @param unordered      whether Plivo's list was not newest first, so that the feed reads windows by offset
 * @param microseconds   whether the feed continues windows at microseconds, and not at seconds
 * @param versions       the number of versions that are remembered in memory
 */
public record FeedProgress(
        List<SweepProgress> sweeps, List<SweepProgress> setAside, boolean backfillPaused, boolean finished, boolean unordered,
        boolean microseconds, long versions) {

    public FeedProgress {
        sweeps = List.copyOf(sweeps);
        setAside = List.copyOf(setAside);
    }

    /** From the first start on. */
    public SweepProgress live() {
        return sweeps.get(0);
    }

    /** From {@code startTime} to the first start. */
    public SweepProgress backfill() {
        return sweeps.get(sweeps.size() - 1);
    }

    FeedProgress withBackfillPaused(boolean paused) {
        return new FeedProgress(sweeps, setAside, paused, finished, unordered, microseconds, versions);
    }
}
