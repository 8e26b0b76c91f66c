package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A backfill has overtaken a recheck that failed in its window from noon to five past. */
class SweepLimitsTest {

    private static final Duration AGE = Duration.ofMinutes(10);

    private final TestClock clock = new TestClock(NOON.plusSeconds(3600));
    private final TrackedPageSource source = new TrackedPageSource(new FakeList(), clock::nanoTime);
    private final FeedClock feedClock = new FeedClock(clock, clock::nanoTime, source);

    private SweepLimits limits(Sweeps sweeps) {
        feedClock.refresh();
        feedClock.startPeriod();
        return new SweepLimits(sweeps, feedClock);
    }

    private Sweeps sweeps(SweepPosition backfill) {
        Map<SweepId, SweepPosition> positions = new LinkedHashMap<>();
        positions.put(SweepId.LIVE, SweepPosition.at(NOON.plusSeconds(3500), null));
        positions.put(SweepId.recheck(AGE), begun(NOON, NOON.plusSeconds(300), null));
        positions.put(SweepId.BACKFILL, backfill);
        FeedSettings settings
                = new FeedSettings("test", NOON, null, FeedTester.SETTLE, FeedTester.PERIOD, List.of(AGE), 1, false);
        Sweeps sweeps = new SweepFactory(
                settings, source, new ListEvidence(), new MemoryVersions(), Runnable::run, clock, new ReadAheadBudget(0))
                .sweeps(positions);
        sweeps.rechecks().get(0).failed(new IOException("no response"), clock.instant(), 0);
        return sweeps;
    }

    private static SweepPosition begun(Instant from, Instant to, Instant end) {
        return new SweepPosition(NOON, from, end, to, to.minusSeconds(60), Set.of());
    }

    @Test
    void theRecheckWaitsForItsWindow() {
        Sweeps sweeps = sweeps(begun(NOON.plusSeconds(100), NOON.plusSeconds(400), NOON.plusSeconds(3500)));

        assertThat(limits(sweeps).isOvertaken(sweeps.rechecks().get(0))).isTrue();
    }

    @Test
    void aPausedBackfillCompletesTheWindowThatTheRecheckWaitsFor() {
        Sweeps sweeps = sweeps(begun(NOON.plusSeconds(100), NOON.plusSeconds(400), NOON.plusSeconds(3500)));

        assertThat(limits(sweeps).hasWork(sweeps.backfill(), true)).isTrue();
    }

    @Test
    void aPausedBackfillThatHasPassedTheWindowWaits() {
        Sweeps sweeps = sweeps(begun(NOON.plusSeconds(300), NOON.plusSeconds(400), NOON.plusSeconds(3500)));

        assertThat(limits(sweeps).isOvertaken(sweeps.rechecks().get(0))).isFalse();
        assertThat(limits(sweeps).hasWork(sweeps.backfill(), true)).isFalse();
    }
}
