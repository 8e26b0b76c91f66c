package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a feed stands at a moment.
 *
 * @param lag              how far the live sweep is behind the moment; zero when it is over
 * @param arrivals         rows a second that the live sweep has found as of late
 * @param demand           rows a second that must be read to follow them: once live, and once by each recheck
 * @param backfillShare    how much of its part of the time line the backfill has read, from 0 to 1
 * @param backfillTimeLeft how long the backfill will take at the pace of the last minutes, {@code null} if not known
 * @param backfillPaused   whether the backfill was told to wait
 * @param untilLoss        how long until the oldest time that was not read yet falls off the 90 days, {@code null} if
 *                         all was read
 * @param over             whether {@code endTime} was reached and everything before it delivered
 * @param sweeps           the live one, the rechecks by rising age, the backfill
 */
public record FeedStatus(
        Duration lag, double arrivals, double demand, double backfillShare, Duration backfillTimeLeft, boolean backfillPaused,
        Duration untilLoss, boolean over, List<SweepProgress> sweeps) {

    /** What a request brings that is new: a page shares about one row with the page before. */
    public static final int NEW_ROWS = PageSource.PAGE_SIZE - 1;

    /** @param backfillTimeLeft from {@link BackfillPace} */
    static FeedStatus of(FeedProgress progress, Duration backfillTimeLeft, Instant now) {
        SweepProgress live = progress.live();
        SweepProgress backfill = progress.backfill();
        int rechecks = progress.sweeps().size() - 2;
        return new FeedStatus(
                live.over() ? Duration.ZERO : notNegative(Duration.between(live.cursor(), now)),
                live.density(), live.density() * (1 + rechecks),
                share(backfill), backfill.over() ? Duration.ZERO : backfillTimeLeft, progress.backfillPaused(),
                untilLoss(progress, now), progress.over(), progress.sweeps());
    }

    private static double share(SweepProgress backfill) {
        double whole = Duration.between(backfill.start(), backfill.end()).toSeconds();
        return backfill.over() ? 1 : Duration.between(backfill.start(), backfill.cursor()).toSeconds() / whole;
    }

    /** Of live and backfill: what a recheck misses was delivered before. */
    private static Duration untilLoss(FeedProgress progress, Instant now) {
        return Stream.of(progress.live(), progress.backfill()).filter(sweep -> !sweep.over())
                .map(sweep -> notNegative(Duration.between(now, sweep.cursor().plus(FeedSettings.RETENTION))))
                .min(Duration::compareTo).orElse(null);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** From {@code startTime} to the first start. */
    public SweepProgress backfill() {
        return sweeps.get(sweeps.size() - 1);
    }

    /** Sweeps that want to read and cannot. */
    public List<SweepProgress> failing() {
        return sweeps.stream().filter(sweep -> sweep.failingSince() != null && !sweep.over())
                .filter(sweep -> sweep.name().kind() != SweepName.Kind.BACKFILL || !backfillPaused).toList();
    }

    /** Records delivered since the feed was opened, each as often as it was. */
    public long records() {
        return sweeps.stream().mapToLong(SweepProgress::records).sum();
    }

    /** Pages delivered since the feed was opened. */
    public long pages() {
        return sweeps.stream().mapToLong(SweepProgress::pages).sum();
    }
}
