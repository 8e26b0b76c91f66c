package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Where a feed stands, from how far its sweeps have come. */
class FeedStatusTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final TestClock clock = new TestClock(NOON);
    private SweepProgress live = sweep(SweepName.LIVE, NOON, NOON, null, 2);
    private SweepProgress backfill = sweep(SweepName.BACKFILL, NOON.minus(DAY), NOON.minus(DAY), NOON, 0);
    private boolean paused;
    private final FeedWatch watch = new FeedWatch(
            () -> new FeedProgress(
                    List.of(live, sweep(SweepName.recheck(Duration.ofHours(1)), NOON, NOON, null, 1), backfill), List.of(),
                    paused, false, false),
            clock);

    private static SweepProgress sweep(SweepName name, Instant start, Instant cursor, Instant end, double density) {
        return new SweepProgress(name, start, cursor, end, cursor.equals(end), 1, 10, 20, 1, density, 19, false, 0, null, null);
    }

    private void backfillAt(Instant cursor) {
        backfill = sweep(SweepName.BACKFILL, NOON.minus(DAY), cursor, NOON, 0);
    }

    @Test
    void lagIsBehindTheLiveSweep() {
        clock.advance(Duration.ofMinutes(2));
        assertThat(watch.status().lag()).hasMinutes(2);
    }

    @Test
    void theFutureIsNoLag() {
        live = sweep(SweepName.LIVE, NOON, NOON.plus(DAY), null, 0);
        assertThat(watch.status().lag()).isZero();
    }

    @Test
    void everyRecheckReadsWhatArrivesOnceMore() {
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
        // now a minute a minute, what was before is forgotten
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
    void whatFallsOffNextIsTheOldestThatWasNotReadYet() {
        assertThat(watch.status().untilLoss()).isEqualTo(Duration.ofDays(89));
        backfillAt(NOON);
        assertThat(watch.status().untilLoss()).isEqualTo(Duration.ofDays(90));
        clock.advance(Duration.ofDays(91));
        assertThat(watch.status().untilLoss()).isZero();
    }

    @Test
    void aPausedBackfillDoesNotFail() {
        backfill = new SweepProgress(
                SweepName.BACKFILL, NOON.minus(DAY), NOON.minus(DAY), NOON, false, 0, 0, 0, 0, 0, 19, true, 0, NOON,
                "status 503");
        assertThat(watch.status().failing()).containsExactly(backfill);
        paused = true;
        assertThat(watch.status().failing()).isEmpty();
    }
}
