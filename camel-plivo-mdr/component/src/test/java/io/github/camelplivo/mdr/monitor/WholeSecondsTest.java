package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.feed.ChangeCounts;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Times that people read are whole seconds, even if the clock has nanoseconds. */
class WholeSecondsTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String SECOND = "2026-11-21T12:00:00Z";

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00.595721838Z");
    private final PollHistory polls = new PollHistory(clock, clock::nanoTime);

    @Test
    void inFailures() {
        polls.failed("status 503");
        assertThat(polls.failure()).isEqualTo("Polls have failed since " + SECOND + ": status 503");

        polls.routeFailed("No space left on device");
        assertThat(polls.failure()).startsWith("The route has failed since " + SECOND + ": No space left on device");
    }

    @Test
    void inSilence() {
        polls.handedOut("live/1");
        clock.advance(LIMIT);

        assertThat(polls.silence(LIMIT, true)).startsWith("Page live/1 has been in the route since " + SECOND + ",");
        polls.handedBack();
        assertThat(polls.silence(LIMIT, true)).startsWith("The feed has read nothing since " + SECOND + ":");
        assertThat(polls.silence(LIMIT, false)).startsWith("No poll has started since " + SECOND + ":");
    }

    @Test
    void inTheFirstPollAfterADelayOfMilliseconds() {
        polls.started(Duration.ofMillis(3_600_100));

        assertThat(polls.firstPoll()).hasToString("2026-11-21T13:00:00Z");
    }

    /** Its length is exact. */
    @Test
    void inTheEndOfAnOutage() {
        polls.failed("status 503");
        clock.advance(Duration.ofMillis(60_100));
        polls.succeeded();

        assertThat(polls.lastSuccess()).hasToString("2026-11-21T12:01:00Z");
        PollHistory.Outage outage = polls.endOutage();
        assertThat(outage.from()).hasToString(SECOND);
        assertThat(outage.to()).hasToString("2026-11-21T12:01:00Z");
        assertThat(outage.lasted()).hasMillis(60_100);
    }

    @Test
    void inTheFiguresOfASweep() {
        Instant now = clock.instant();
        Instant second = Instant.parse(SECOND);
        SweepProgress sweep = new SweepProgress(
                SweepId.LIVE, second, second, null, false, 0, 0, 0, ChangeCounts.NONE, 0, 0, 0, 19, true, 0, now, "status 503");

        assertThat(FeedMonitor.values(sweep)).containsEntry("failingSince", SECOND).containsEntry("cursor", SECOND)
                .containsEntry("end", null);
    }
}
