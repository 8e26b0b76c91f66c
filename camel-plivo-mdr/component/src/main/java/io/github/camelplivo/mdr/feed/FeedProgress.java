package io.github.camelplivo.mdr.feed;

import java.util.List;

/**
 * How far a feed has come.
 *
 * @param sweeps         the live one, the rechecks by rising age, the backfill
 * @param backfillPaused whether the backfill was told to wait
 * @param over           whether {@code endTime} was reached and everything before it delivered
 */
public record FeedProgress(List<SweepProgress> sweeps, boolean backfillPaused, boolean over) {

    public FeedProgress {
        sweeps = List.copyOf(sweeps);
    }

    /** From the first start on. */
    public SweepProgress live() {
        return sweeps.get(0);
    }

    /** From {@code startTime} to the first start. */
    public SweepProgress backfill() {
        return sweeps.get(sweeps.size() - 1);
    }
}
