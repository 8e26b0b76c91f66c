package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.List;

import io.github.camelplivo.mdr.feed.window.PageSource;

/**
 * How far a feed has come, compared with Plivo's time.
 *
 * @param progress         as the feed says
 * @param lag              how far the live sweep is behind Plivo's time; at least as long as it has not moved; zero
 *                         when it has come to its end
 * @param backfillTimeLeft how long the backfill will take at the pace of the last minutes, {@code null} if not known
 * @param untilLoss        how long until the oldest time that was not read yet exceeds the 90 days, {@code null} if all
 *                         was read
 * @param outages          sweeps and stretches that cannot be read, the oldest outage first
 */
public record FeedStatus(
        FeedProgress progress, Duration lag, Duration backfillTimeLeft, Duration untilLoss, List<Outage> outages) {

    /** What a request brings that is new at most: a page shares about one row with the page before. */
    public static final int NEW_ROWS = PageSource.PAGE_SIZE - 1;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * Something that cannot be read.
     *
     * @param sweep    the sweep, or the stretch of one
     * @param setAside whether it is a stretch that was set aside: its sweep reads on
     * @param lasts    since it was first seen, by a monotonic clock
     */
    public record Outage(SweepProgress sweep, boolean setAside, Duration lasts) {
    }

    /** The live sweep, the rechecks by rising age, the backfill. */
    public List<SweepProgress> sweeps() {
        return progress.sweeps();
    }

    /** Stretches that could not be read and are tried again later, while their sweeps read on. */
    public List<SweepProgress> setAside() {
        return progress.setAside();
    }

    /** From {@code startTime} to the first start. */
    public SweepProgress backfill() {
        return progress.backfill();
    }

    public boolean backfillPaused() {
        return progress.backfillPaused();
    }

    /** Whether Plivo's list was seen not to be newest first. */
    public boolean unordered() {
        return progress.unordered();
    }

    /** Whether {@code endTime} was reached and everything before it delivered. */
    public boolean over() {
        return progress.over();
    }

    /** Rows a second that the live sweep finds, recent average. */
    public double arrivals() {
        return progress.live().density();
    }

    /** Rows a second that must be read to follow the arrivals: once live, and once by each recheck. */
    public double demand() {
        return arrivals() * (1 + rechecks().size());
    }

    /**
     * Lists a second that must be sent to read these rows, by what a list of each sweep really yields.
     *
     * @param period from one list of the live sweep to the next at least
     */
    public double demandedLists(Duration period) {
        return arrivals() / rowsPerList(progress.live(), period)
               + rechecks().stream().mapToDouble(recheck -> {
                   Duration wait = recheck.name().age().dividedBy(4);
                   return arrivals() / rowsPerList(recheck, wait.compareTo(period) > 0 ? wait : period);
               }).sum();
    }

    /**
     * Where all rows of a period fit into one list, that list brings few because there are few: how many it could bring
     * was not measured.
     */
    private double rowsPerList(SweepProgress sweep, Duration period) {
        boolean quiet = arrivals() * period.plus(SECOND).toMillis() / 1000 < NEW_ROWS;
        return quiet || !(sweep.rowsPerList() > 0) ? NEW_ROWS : Math.min(NEW_ROWS, sweep.rowsPerList());
    }

    private List<SweepProgress> rechecks() {
        return sweeps().subList(1, sweeps().size() - 1);
    }

    /** How much of its part of the time line the backfill has read, from 0 to 1. */
    public double backfillShare() {
        SweepProgress backfill = backfill();
        double whole = Duration.between(backfill.start(), backfill.end()).toSeconds();
        return backfill.over() ? 1 : Duration.between(backfill.start(), backfill.cursor()).toSeconds() / whole;
    }

    /** Whether the sweep may read: a paused backfill waits because somebody wants it to. */
    public boolean isMeantToMove(SweepProgress sweep) {
        return !sweep.over() && (sweep.name().kind() != SweepId.Kind.BACKFILL || !backfillPaused());
    }

    /** Records delivered since the feed was opened, each as often as it was. */
    public long records() {
        return sweeps().stream().mapToLong(SweepProgress::records).sum();
    }

    /** Pages delivered since the feed was opened. */
    public long pages() {
        return sweeps().stream().mapToLong(SweepProgress::pages).sum();
    }
}
