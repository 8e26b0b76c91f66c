package io.github.camelplivo.mdr.monitor;

import java.time.Duration;

import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The reasons why nothing was read for too long. */
class PollHistoryTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    private final PollHistory polls = new PollHistory(clock, clock::nanoTime);

    @Test
    void aPollThatWaitsForPlivo() {
        polls.polled();
        clock.advance(LIMIT);

        assertThat(polls.silence(LIMIT, true))
                .startsWith(
                        "The feed has read nothing since 2026-11-21T12:00:00Z: a poll waits for its permit or for Plivo's response");
    }

    @Test
    void aSchedulerThatDiedAfterAFailure() {
        polls.failed("status 503");
        clock.advance(LIMIT);

        assertThat(polls.silence(LIMIT, false))
                .startsWith("No poll has started since 2026-11-21T12:00:00Z: ")
                .endsWith(". Polls have failed since 2026-11-21T12:00:00Z: status 503");
    }

    @Test
    void failuresInARow() {
        polls.succeeded();
        clock.advance(Duration.ofMinutes(1));
        polls.failed("status 503");
        clock.advance(Duration.ofMinutes(2));
        polls.failed("status 401");
        polls.polled();

        assertThat(polls.silence(LIMIT, false)).isEqualTo("Polls have failed since 2026-11-21T12:01:00Z: status 401");
        polls.succeeded();
        assertThat(polls.silence(LIMIT, false)).isNull();
        assertThat(polls.failure()).isNull();
    }

    @Test
    void aPageThatTheRouteStillHas() {
        polls.handedOut("live/1");
        clock.advance(LIMIT);
        assertThat(polls.silence(LIMIT, true)).startsWith("Page live/1 has been in the route since 2026-11-21T12:00:00Z");

        polls.handedBack();
        assertThat(polls.silence(LIMIT, true)).doesNotContain("live/1");
    }

    @Test
    void afterAResumeTheTimeStartsAgain() {
        polls.succeeded();
        clock.advance(Duration.ofHours(1));
        polls.resumed();

        assertThat(polls.silence(LIMIT, false)).isNull();
    }

    @Test
    void aRouteThatFails() {
        polls.routeFailed("No space left on device");
        clock.advance(LIMIT);
        polls.polled();

        assertThat(polls.silence(LIMIT, false))
                .startsWith("The route has failed since 2026-11-21T12:00:00Z: No space left on device. ")
                .contains("Repair the route");
    }

    /** First the route fails, then Plivo: each since its own time. */
    @Test
    void aFailureOfAnotherKindBeginsItsOwnTime() {
        polls.routeFailed("No space left on device");
        clock.advance(Duration.ofMinutes(1));
        polls.failed("status 503");
        clock.advance(LIMIT);
        polls.polled();

        assertThat(polls.silence(LIMIT, false)).isEqualTo("Polls have failed since 2026-11-21T12:01:00Z: status 503");
    }

    @Test
    void aLongInitialDelayIsNotSilence() {
        polls.started(Duration.ofHours(1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(polls.firstPoll()).isEqualTo("2026-11-21T13:00:00Z");
        assertThat(polls.silence(LIMIT, false)).isNull();

        clock.advance(Duration.ofMinutes(1).plus(LIMIT));
        assertThat(polls.firstPoll()).isNull();
        assertThat(polls.silence(LIMIT, false)).startsWith("No poll has started since 2026-11-21T13:00:00Z");
    }

    @Test
    void aJumpOfTheClockNeitherCausesNorHidesSilence() {
        polls.succeeded();
        clock.jump(Duration.ofHours(5));
        assertThat(polls.silence(LIMIT, false)).isNull();
        assertThat(polls.sinceSuccess()).isZero();

        clock.advance(LIMIT);
        clock.jump(Duration.ofHours(-10));
        assertThat(polls.silence(LIMIT, false)).isNotNull();
        assertThat(polls.sinceSuccess()).isEqualTo(LIMIT);
    }
}
