package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The status of a feed, from the progress of its sweeps. */
class FeedStatusTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final TestClock clock = new TestClock(NOON);
    private SweepProgress live = sweep(SweepId.LIVE, NOON, NOON, null, 2);
    private SweepProgress backfill = sweep(SweepId.BACKFILL, NOON.minus(DAY), NOON.minus(DAY), NOON, 0);
    private boolean paused;
    private double recheckYields = 19;
    private final List<SweepProgress> setAside = new ArrayList<>();
    private final FeedStatusTracker watch = new FeedStatusTracker(this::progress, clock, clock::nanoTime);

    private FeedProgress progress() {
        SweepProgress recheck = sweep(SweepId.recheck(Duration.ofHours(1)), NOON, NOON, null, 1, recheckYields);
        return new FeedProgress(
                List.of(live, recheck, backfill), setAside, paused, false, false, false, 0);
    }

    private static SweepProgress sweep(SweepId name, Instant start, Instant cursor, Instant end, double density) {
        return sweep(name, start, cursor, end, density, 19);
    }

    private static SweepProgress sweep(
            SweepId name, Instant start, Instant cursor, Instant end, double density, double rowsPerList) {
        return new SweepProgress(
                name, start, cursor, end, cursor.equals(end), 1, 10, 0, ChangeCounts.NONE, 20, 1, density, rowsPerList, false,
                0, null, null);
    }

    private void backfillAt(Instant cursor) {
        backfill = sweep(SweepId.BACKFILL, NOON.minus(DAY), cursor, NOON, 0);
    }

    @Test
    void lagIsBehindTheLiveSweep() {
        clock.advance(Duration.ofMinutes(2));
        assertThat(watch.status().lag()).hasMinutes(2);
    }

    @Test
    void aStartInTheFutureCausesNoLagBeforeItsTime() {
        live = sweep(SweepId.LIVE, NOON.plus(DAY), NOON.plus(DAY), null, 0);
        FeedStatusTracker later = new FeedStatusTracker(this::progress, clock, clock::nanoTime);
        clock.advance(DAY);
        assertThat(later.status().lag()).isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(later.status().lag()).hasMinutes(1);
    }

    /** A clock that was set back behind the cursor keeps the live sweep from moving. */
    @Test
    void lagGrowsWhileClocksDisagree() {
        clock.jump(Duration.ofDays(-365));
        clock.advance(Duration.ofMinutes(2));
        assertThat(watch.status().lag()).hasMinutes(2);

        live = sweep(SweepId.LIVE, NOON, NOON.plusSeconds(1), null, 2);
        assertThat(watch.status().lag()).isZero();
    }

    /** G1: 19 rows per list are assumed, but lists of seconds with many rows yield far fewer. */
    @Test
    void demandFollowsTheActualYieldOfLists() {
        live = sweep(SweepId.LIVE, NOON, NOON, null, 21, 10);
        backfillAt(NOON);
        recheckYields = 16.5;

        assertThat(watch.status().demandedLists(Duration.ofSeconds(1))).isEqualTo(21 / 10.0 + 21 / 16.5, within(1e-9));
    }

    @Test
    void aListYieldsNineteenRowsUntilItIsKnownAndNeverMore() {
        live = sweep(SweepId.LIVE, NOON, NOON, null, 38, Double.NaN);
        recheckYields = 20;

        assertThat(watch.status().demandedLists(Duration.ofSeconds(1))).isEqualTo(4, within(1e-9));
    }

    /** With a short delay most lists of a quiet account are empty, which does not indicate a low capacity. */
    @Test
    void aQuietAccountNeedsFewLists() {
        live = sweep(SweepId.LIVE, NOON, NOON, null, 0.019, 0.05);
        recheckYields = 5;

        assertThat(watch.status().demandedLists(Duration.ofSeconds(3))).isEqualTo(0.002, within(1e-9));
    }

    @Test
    void anOutageLastsByTheMonotonicClock() {
        live = failing(SweepId.LIVE, "status 503");
        watch.status();
        clock.advance(Duration.ofMinutes(2));
        clock.jump(Duration.ofDays(-100));
        assertThat(watch.status().outages()).singleElement()
                .satisfies(outage -> assertThat(outage.lasts()).hasMinutes(2))
                .satisfies(outage -> assertThat(outage.setAside()).isFalse());

        live = sweep(SweepId.LIVE, NOON, NOON, null, 2);
        assertThat(watch.status().outages()).isEmpty();
    }

    @Test
    void aStretchThatWasSetAsideIsAnOutageOfItsOwn() {
        setAside.add(failing(SweepId.LIVE, "no objects"));
        watch.status();
        clock.advance(Duration.ofMinutes(2));
        assertThat(watch.status().outages()).singleElement()
                .satisfies(outage -> assertThat(outage.lasts()).hasMinutes(2))
                .satisfies(outage -> assertThat(outage.setAside()).isTrue());
    }

    private static SweepProgress failing(SweepId name, String failure) {
        return new SweepProgress(
                name, NOON, NOON, NOON.plus(DAY), false, 0, 0, 0, ChangeCounts.NONE, 0, 0, 0, 19, true, 0, NOON, failure);
    }

    @Test
    void everyRecheckReadsNewRecordsAgain() {
        assertThat(watch.status().arrivals()).isEqualTo(2);
        assertThat(watch.status().demand()).isEqualTo(4);
    }

    @Test
    void theBackfillIsMeasuredAlongTheTimeLine() {
        assertThat(watch.status().backfillShare()).isZero();
        backfillAt(NOON.minus(Duration.ofHours(6)));
        assertThat(watch.status().backfillShare()).isEqualTo(0.75, within(1e-9));
        backfillAt(NOON);
        assertThat(watch.status().backfillShare()).isEqualTo(1);
        assertThat(watch.status().backfillTimeLeft()).isZero();
    }

    @Test
    void timeLeftIsNotInvented() {
        assertThat(watch.status().backfillTimeLeft()).isNull();
        clock.advance(Duration.ofHours(1));
        assertThat(watch.status().backfillTimeLeft()).isNull();
    }

    /** Six of 24 hours in ten minutes: the other 18 take half an hour. */
    @Test
    void timeLeftIsByThePaceOfTheLastMinutes() {
        watch.status();
        clock.advance(Duration.ofMinutes(10));
        backfillAt(NOON.minus(Duration.ofHours(18)));
        assertThat(watch.status().backfillTimeLeft()).hasMinutes(30);

        for (int minute = 0; minute < 30; minute++) {
            clock.advance(Duration.ofMinutes(1));
            backfillAt(NOON.minus(Duration.ofHours(18)).plusSeconds(60L * minute));
            watch.status();
        }
        // now a minute a minute; the earlier pace is forgotten
        assertThat(watch.status().backfillTimeLeft()).isCloseTo(Duration.ofMinutes(18 * 60 - 29), Duration.ofMinutes(30));
    }

    @Test
    void aRestartOrPauseOfTheBackfillForgetsItsPace() {
        watch.status();
        clock.advance(Duration.ofMinutes(10));
        backfillAt(NOON.minus(Duration.ofHours(18)));
        assertThat(watch.status().backfillTimeLeft()).isNotNull();

        backfillAt(NOON.minus(Duration.ofHours(20)));
        assertThat(watch.status().backfillTimeLeft()).isNull();
        paused = true;
        watch.status();
        paused = false;
        clock.advance(DAY);
        backfillAt(NOON.minus(Duration.ofHours(19)));
        assertThat(watch.status().backfillTimeLeft()).isNull();
    }

    @Test
    void theNextRecordBeyondTheLimitIsTheOldestUnreadOne() {
        assertThat(watch.status().untilLoss()).isEqualTo(Duration.ofDays(89));
        backfillAt(NOON);
        assertThat(watch.status().untilLoss()).isEqualTo(Duration.ofDays(90));
        clock.advance(Duration.ofDays(91));
        assertThat(watch.status().untilLoss()).isZero();
    }

    @Test
    void aPausedBackfillDoesNotFail() {
        backfill = new SweepProgress(
                SweepId.BACKFILL, NOON.minus(DAY), NOON.minus(DAY), NOON, false, 0, 0, 0, ChangeCounts.NONE, 0, 0, 0, 19, true,
                0, NOON,
                "status 503");
        assertThat(watch.status().outages()).extracting(FeedStatus.Outage::sweep).containsExactly(backfill);
        paused = true;
        assertThat(watch.status().outages()).isEmpty();
    }
}
