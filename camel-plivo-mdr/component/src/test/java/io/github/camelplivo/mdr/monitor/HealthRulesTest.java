package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.ChangeCounts;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A feed that makes no progress is DOWN, with any clock, and a feed that makes progress is not. */
class HealthRulesTest {

    /** 20 lists a minute: the live sweep receives at least one every 10 s. */
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(3), 1);
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final TestClock clock = new TestClock(NOON);
    private final PollHistory polls = new PollHistory(clock, clock::nanoTime);
    private final HealthRules rules = new HealthRules(polls);
    private final List<FeedStatus.Outage> outages = new ArrayList<>();
    private boolean liveHasWork;
    private boolean backfillHasWork;
    private boolean paused;
    private boolean over;
    private boolean unordered;
    private Duration untilLoss;
    private long liveMoved;
    private long requested;

    @BeforeEach
    void start() {
        healthyPoll();
    }

    private void healthyPoll() {
        polls.polled();
        polls.succeeded();
        requested = clock.nanoTime();
        liveMoved = clock.nanoTime();
    }

    private SweepProgress sweep(SweepId name, boolean hasWork, long movedAt, String failure) {
        return new SweepProgress(
                name, NOON, NOON, NOON.plusSeconds(60), over, 0, 0, 0, ChangeCounts.NONE, 0, 0, 0, 19, hasWork, movedAt,
                failure == null ? null : NOON,
                failure);
    }

    private FeedStatus status() {
        return new FeedStatus(
                new FeedProgress(
                        List.of(sweep(SweepId.LIVE, liveHasWork, liveMoved, null), sweep(
                                SweepId.recheck(Duration.ofHours(1)), false, 0, null),
                                sweep(SweepId.BACKFILL, backfillHasWork, 0, null)),
                        List.of(), paused, over, unordered, false, 0),
                Duration.ZERO, null, untilLoss, outages);
    }

    private String failure() {
        return rules.failure(status(), PATIENCE, requested, true, false);
    }

    /**
     * Polls succeed and the clock seems right, but the feed has no work, because a corrected clock was set back.
     */
    @Test
    void noRequestForThreeDelays() {
        for (int poll = 0; poll < 3; poll++) {
            assertThat(failure()).isNull();
            clock.advance(Duration.ofSeconds(60));
            polls.polled();
            polls.succeeded();
        }

        assertThat(failure()).startsWith("The feed has requested no list for 3m0s, although one is due every 1m0s");
        healthyPoll();
        assertThat(failure()).isNull();
    }

    @Test
    void noRequestIsMissedWhileTheRouteHasAPageOrAfterTheEnd() {
        clock.advance(LIMIT);
        polls.succeeded();
        polls.handedOut("live/1");
        assertThat(failure()).isNull();
        polls.handedBack();
        assertThat(failure()).isNull();
        clock.advance(LIMIT);
        polls.succeeded();
        assertThat(failure()).startsWith("The feed has requested no list");
        over = true;
        assertThat(failure()).isNull();
    }

    @Test
    void noRequestIsMissedWhereNoPollIsExpected() {
        clock.advance(LIMIT);

        assertThat(rules.failure(status(), PATIENCE, requested, false, false)).isNull();
    }

    @Test
    void nothingIsMissedRightAfterASuspension() {
        liveHasWork = true;
        clock.advance(Duration.ofHours(1));
        polls.resumed();

        assertThat(failure()).isNull();
    }

    @Test
    void aLiveSweepWithWorkThatDoesNotMove() {
        liveHasWork = true;
        clock.advance(LIMIT.minusNanos(1));
        keepPolling();
        assertThat(failure()).isNull();
        clock.advance(Duration.ofNanos(1));

        assertThat(failure()).startsWith(
                "The live sweep has something to read and has not moved for 3m0s, at 2026-11-21T12:00:00Z");
        liveHasWork = false;
        assertThat(failure()).isNull();
    }

    /** With a short delay its share of the budget decides: a list each 15 s. */
    @Test
    void aBackfillThatStarves() {
        backfillHasWork = true;
        Patience patience = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(3), 1);
        clock.advance(Duration.ofSeconds(59));
        keepPolling();
        assertThat(rules.failure(status(), patience, requested, true, false)).isNull();
        clock.advance(Duration.ofSeconds(1));
        keepPolling();

        assertThat(rules.failure(status(), patience, requested, true, false))
                .startsWith("The backfill sweep has something to read and has not moved for 1m0s");
        paused = true;
        assertThat(rules.failure(status(), patience, requested, true, false)).isNull();
    }

    /** All sweeps are healthy except the one under test. */
    private void keepPolling() {
        polls.polled();
        polls.succeeded();
        requested = clock.nanoTime();
    }

    @Test
    void aSweepThatFailsForThreeDelays() {
        outages.add(new FeedStatus.Outage(sweep(SweepId.LIVE, true, 0, "status 503"), false, LIMIT.minusNanos(1)));
        assertThat(failure()).isNull();
        outages.set(0, new FeedStatus.Outage(sweep(SweepId.LIVE, true, 0, "status 503"), false, LIMIT));

        assertThat(failure()).isEqualTo("The live sweep has failed since 2026-11-21T12:00:00Z: status 503");
    }

    @Test
    void aStretchThatWasSetAside() {
        outages.add(new FeedStatus.Outage(sweep(SweepId.LIVE, true, 0, "no objects"), true, LIMIT));

        assertThat(failure()).startsWith(
                "2026-11-21T12:00:00Z..2026-11-21T12:01:00Z has been unreadable since 2026-11-21T12:00:00Z: no objects;"
                                         + " records before and after are delivered");
    }

    /** Jumps of the wall clock by hours, in both directions. */
    @Test
    void jumpsOfTheClockNeitherTurnAHealthyFeedDownNorADeadOneUp() {
        liveHasWork = true;
        for (int hours : new int[] { 5, -10, 24 * 365, -24 * 400 }) {
            clock.jump(Duration.ofHours(hours));
            assertThat(failure()).isNull();
        }
        clock.advance(LIMIT);
        for (int hours : new int[] { 5, -10, 24 * 365, -24 * 400 }) {
            clock.jump(Duration.ofHours(hours));
            assertThat(failure()).isNotNull();
        }
    }

    @Test
    void remarksOnAClockThatIsCorrectedAndAListInAnotherOrder() {
        assertThat(HealthRules.remark(status(), Duration.ZERO)).isNull();
        assertThat(HealthRules.remark(status(), Duration.ofMinutes(10)))
                .contains("600 s ahead of Plivo's", "Using Plivo's time", "NTP");
        assertThat(HealthRules.remark(status(), Duration.ofMinutes(-10))).contains("600 s behind Plivo's", "NTP");
        unordered = true;
        assertThat(HealthRules.remark(status(), Duration.ZERO)).contains("not newest first", "twice the requests");
    }

    @Test
    void remarksOnAPausedBackfillUntilItIsComplete() {
        paused = true;
        assertThat(HealthRules.remark(status(), Duration.ZERO))
                .startsWith("The backfill is paused on request. Resume it before");
        over = true;
        assertThat(HealthRules.remark(status(), Duration.ZERO)).isNull();
    }

    @Test
    void remarksOnRecordsThatAreBeingLostButNotOnThoseThatSoonWillBe() {
        untilLoss = Duration.ofSeconds(1);
        assertThat(HealthRules.remark(status(), Duration.ZERO)).isNull();
        untilLoss = Duration.ZERO;
        assertThat(HealthRules.remark(status(), Duration.ZERO)).startsWith("Records are being lost: ")
                .contains("See the saturation");
    }

    @Test
    void severalFeedsAndRechecksShareTheBudget() {
        Duration second = Duration.ofSeconds(1);
        assertThat(new Patience(second, Duration.ofSeconds(3), 0).limit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(new Patience(second, Duration.ofSeconds(15), 3).limit(SweepId.recheck(Duration.ofHours(1))))
                .isEqualTo(Duration.ofSeconds(3 * 15 * 3 * 5));
        assertThat(new Patience(second, Duration.ofMillis(1), 0).limit(SweepId.LIVE)).isEqualTo(Duration.ofMinutes(1));
    }
}
