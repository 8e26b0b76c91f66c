package io.github.camelplivo.mdr.feed;

import java.util.List;

/**
 * How far a feed has come.
 *
 * @param sweeps         the live one, the rechecks by rising age, the backfill
 * @param setAside       stretches that could not be read and are tried again later, while their sweeps go on
 * @param backfillPaused whether the backfill was told to wait
 * @param over           whether {@code endTime} was reached and everything before it delivered
 * @param unordered      whether Plivo's list was seen not to be newest first, so that windows are read by offset
 */
public record FeedProgress(
        List<SweepProgress> sweeps, List<SweepProgress> setAside, boolean backfillPaused, boolean over, boolean unordered) {

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
}
