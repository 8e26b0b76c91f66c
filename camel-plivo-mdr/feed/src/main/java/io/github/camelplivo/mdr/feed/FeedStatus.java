package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.camelplivo.mdr.feed.window.PageSource;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a feed, compared with Plivo's time.
 *
 * @param progress         from the feed
 * @param lag              how far the live sweep is behind Plivo's time; at least the time since its last move; zero
 *                         once it has reached its end
 * @param backfillTimeLeft time that the backfill still takes at the rate of the last minutes, {@code null} if not known
 * @param untilLoss        time until the oldest unread second exceeds the 90 days, {@code null} if everything is read
 * @param outages          sweeps and stretches that cannot be read, the oldest outage first
 */
public record FeedStatus(
        FeedProgress progress, Duration lag, @Nullable Duration backfillTimeLeft, @Nullable Duration untilLoss,
        List<Outage> outages) {

    /** Maximum number of new rows in a page, which shares about one row with the page before. */
    public static final int NEW_ROWS = PageSource.PAGE_SIZE - 1;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * An outage of a sweep or stretch.
     *
     * @param sweep    the sweep, or the stretch of one
     * @param setAside whether it is a stretch that was set aside, while its sweep continues
     * @param lasts    since it was first seen, by a monotonic clock
     */
    public record Outage(SweepProgress sweep, boolean setAside, Duration lasts) {
    }

    /** The live sweep, the rechecks by ascending age, the backfill. */
    public List<SweepProgress> sweeps() {
        return progress.sweeps();
    }

    /** Stretches that the feed cannot read and tries again later, while their sweeps continue. */
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

    /** Whether Plivo's list was not newest first. */
    public boolean unordered() {
        return progress.unordered();
    }

    /** The number of versions that are remembered in memory. */
    public long versions() {
        return progress.versions();
    }

    /** The unit of time in which the feed continues its windows. */
    public String resolution() {
        return progress.microseconds() ? "microseconds" : "seconds";
    }

    /** Whether the feed has reached {@code endTime} and delivered everything before it. */
    public boolean finished() {
        return progress.finished();
    }

    /** Rows a second that the live sweep finds, recent average. */
    public double arrivals() {
        return progress.live().density();
    }

    /** Rows a second that the feed must read to keep up with arrivals: once live, and once by each recheck. */
    public double demand() {
        return arrivals() * (1 + rechecks().size());
    }

    /**
     * Lists a second that the feed must send to read these rows, from the measured yield of a list of each sweep.
     *
     * @param period minimum time between two lists of the live sweep
     */
    public double demandedLists(Duration period) {
        return arrivals() / rowsPerList(progress.live(), period)
               + rechecks().stream().mapToDouble(recheck -> {
                   Duration wait = Objects.requireNonNull(recheck.name().age()).dividedBy(4);
                   return arrivals() / rowsPerList(recheck, wait.compareTo(period) > 0 ? wait : period);
               }).sum();
    }

    /**
     * If all rows of a period fit into one list, its yield is low because there are few rows: the possible yield was
     * not measured.
     */
    private double rowsPerList(SweepProgress sweep, Duration period) {
        boolean quiet = arrivals() * period.plus(SECOND).toMillis() / 1000 < NEW_ROWS;
        return quiet || !(sweep.rowsPerList() > 0) ? NEW_ROWS : Math.min(NEW_ROWS, sweep.rowsPerList());
    }

    private List<SweepProgress> rechecks() {
        return sweeps().subList(1, sweeps().size() - 1);
    }

    /** Share of its part of the time line that the backfill has read, from 0 to 1. */
    public double backfillShare() {
        SweepProgress backfill = backfill();
        double whole = Duration.between(backfill.start(), backfill.end()).toSeconds();
        return backfill.finished() ? 1 : Duration.between(backfill.start(), backfill.cursor()).toSeconds() / whole;
    }

    /** Whether the sweep should advance: a paused backfill should not. */
    public boolean isMeantToMove(SweepProgress sweep) {
        return !sweep.finished() && (sweep.name().kind() != SweepId.Kind.BACKFILL || !backfillPaused());
    }

    /** Deliveries of records since the feed was opened. */
    public long records() {
        return sweeps().stream().mapToLong(SweepProgress::records).sum();
    }

    /** Pages delivered since the feed was opened. */
    public long pages() {
        return sweeps().stream().mapToLong(SweepProgress::pages).sum();
    }
}
