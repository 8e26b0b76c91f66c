package io.github.camelplivo.mdr.judge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A clock that is wrong until a response has corrected it moves no cursor past unread records. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class WrongClockTest {

    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).listsAMinute(60).callsEndWithin(2000);
    private final Subscriber subscriber = new Subscriber(time, plivo);

    @BeforeEach
    void aRecordEveryTenSeconds() {
        for (int i = -1080; i < 1080; i++) {
            plivo.list.add(NOON.plusSeconds(10L * i + 3).plusNanos(1000L * (i + 2000)));
        }
    }

    /** As the client does when its responses show Plivo's time. */
    private void correctAfterResponses(int responses) {
        int[] received = new int[1];
        plivo.afterEach(() -> {
            if (++received[0] >= responses) {
                time.setError(Duration.ZERO);
            }
        });
    }

    private List<Message> missingFrom(Instant from) {
        return subscriber.missing().stream()
                .filter(m -> !m.time.isBefore(from) && m.time.isBefore(time.now().minusSeconds(100))).toList();
    }

    /** Polls as {@link Subscriber#run} does, and checks the stored watermark after every poll. */
    private void runWithoutACursorInTheFuture(Duration how) throws IOException {
        Instant end = time.now().plus(how);
        while (time.now().isBefore(end)) {
            subscriber.poll();
            Matcher cursors = CURSOR.matcher(subscriber.store.load().orElseThrow());
            while (cursors.find()) {
                assertThat(Instant.parse(cursors.group(1))).isBeforeOrEqualTo(time.now());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "P100D, 1", "P80D, 1", "PT1H, 1", "PT2M, 2", "P3650D, 1" })
    void aRestartWithAFastClockLosesNothing(Duration fast, int responses) throws Exception {
        subscriber.run(Duration.ofMinutes(5));
        subscriber.stop();
        time.advance(Duration.ofMinutes(10));
        time.setError(fast);
        correctAfterResponses(responses);

        runWithoutACursorInTheFuture(Duration.ofHours(1));

        assertThat(missingFrom(NOON)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    /** The client accepts Plivo's time when several responses agree. */
    @ParameterizedTest
    @CsvSource({ "P100D, 3", "P1D, 3", "PT1H, 3" })
    void aRestartWithAClockThatIsCorrectedAfterSeveralResponsesLosesNothing(Duration fast, int responses) throws Exception {
        aRestartWithAFastClockLosesNothing(fast, responses);
    }

    @ParameterizedTest
    @ValueSource(strings = { "P100D", "PT1H" })
    void aRestartInTheMiddleOfTheBackfillWithAFastClockLosesNothing(Duration fast) throws Exception {
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        subscriber.rechecks(Duration.ofMinutes(10));
        subscriber.feed().refreshClock();
        for (int page = 0; page < 12; page++) {
            subscriber.deliverNext(subscriber.feed());
        }
        subscriber.stop();
        time.advance(Duration.ofMinutes(10));
        time.setError(fast);
        correctAfterResponses(1);

        runWithoutACursorInTheFuture(Duration.ofHours(1));

        assertThat(missingFrom(subscriber.startTime)).isEmpty();
    }

    @Test
    void aRestartWithAFastClockWhilePlivoIsDownLosesNothing() throws Exception {
        subscriber.run(Duration.ofMinutes(5));
        subscriber.stop();
        time.setError(Duration.ofDays(100));
        plivo.down(true);
        runWithoutACursorInTheFuture(Duration.ofMinutes(10));
        plivo.down(false);
        correctAfterResponses(1);

        runWithoutACursorInTheFuture(Duration.ofHours(1));

        assertThat(missingFrom(NOON)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "P100D", "PT30M", "PT1M" })
    void aFirstStartWithAFastClockAndAFixedStartDeliversEverythingFromThereOn(Duration fast) throws Exception {
        time.setError(fast);
        correctAfterResponses(1);
        subscriber.startTime = NOON.minus(Duration.ofMinutes(10));

        runWithoutACursorInTheFuture(Duration.ofHours(1));

        assertThat(missingFrom(subscriber.startTime)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "P100D", "PT30M", "PT5M" })
    void aFirstStartWithAFastClockAndARelativeStartDeliversTheTrueLastMinutes(Duration fast) throws Exception {
        time.setError(fast);
        correctAfterResponses(1);
        subscriber.startsBack(Duration.ofMinutes(10));

        runWithoutACursorInTheFuture(Duration.ofHours(1));

        assertThat(missingFrom(NOON.minus(Duration.ofMinutes(10)))).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.uuids()).allSatisfy(
                uuid -> assertThat(plivo.list.message(uuid).time).isAfter(NOON.minus(Duration.ofMinutes(11))));
    }

    @Test
    void aWatermarkInTheFutureFailsTheStart() throws Exception {
        time.setError(Duration.ofHours(1));
        subscriber.run(Duration.ofMinutes(5));
        subscriber.stop();
        time.setError(Duration.ZERO);

        assertThatThrownBy(subscriber::feed).isInstanceOf(Exception.class).hasMessageContaining("watermark")
                .hasMessageContaining("clock");
    }

    @Test
    void aWatermarkThatIsThreeSecondsAheadDoesNotFailTheStart() throws Exception {
        subscriber.settle = Duration.ZERO;
        time.setError(Duration.ofSeconds(3));
        subscriber.delay = Duration.ofSeconds(1);
        subscriber.run(Duration.ofMinutes(5));
        subscriber.stop();
        time.advance(Duration.ofMillis(200));
        time.setError(Duration.ZERO);

        assertThat(subscriber.feed()).isNotNull();
    }

    @Test
    void aFeedThatHasReadNothingYetMovesBackWhereTheClockWasFast() throws Exception {
        time.setError(Duration.ofHours(1));
        subscriber.startTime = NOON.minus(Duration.ofMinutes(10));
        plivo.down(true);
        subscriber.run(Duration.ofMinutes(2));
        subscriber.stop();
        time.setError(Duration.ZERO);
        plivo.down(false);

        runWithoutACursorInTheFuture(Duration.ofHours(2));

        assertThat(missingFrom(subscriber.startTime)).isEmpty();
    }

    @Test
    void aRelativeStartMovesBackWhereTheClockWasFastAndNothingWasRead() throws Exception {
        time.setError(Duration.ofHours(1));
        subscriber.startsBack(Duration.ofMinutes(10));
        plivo.down(true);
        subscriber.run(Duration.ofMinutes(2));
        subscriber.stop();
        time.setError(Duration.ZERO);
        plivo.down(false);
        Instant restart = time.now();

        runWithoutACursorInTheFuture(Duration.ofHours(2));

        assertThat(missingFrom(restart.minus(Duration.ofMinutes(10)))).isEmpty();
    }

    /** Only a response can undo a wrong correction, and there is none without a request. */
    @ParameterizedTest
    @ValueSource(strings = { "PT1H", "P365D" })
    void theLiveSweepSendsOneRequestPerDelayAlthoughTheClockIsBehindIt(Duration slow) throws Exception {
        subscriber.run(Duration.ofMinutes(10));
        time.setError(slow.negated());
        correctAfterResponses(1);

        subscriber.run(Duration.ofMinutes(50));

        assertThat(missingFrom(NOON)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.waits()).allSatisfy(
                (uuid, wait) -> assertThat(wait).as(uuid).isLessThan(Duration.ofSeconds(15 + 60 + 90)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT5M", "P100D" })
    void aClockThatJumpsForwardWhileTheFeedRunsLosesNothing(Duration fast) throws Exception {
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        subscriber.rechecks(Duration.ofMinutes(10));
        for (int jump = 0; jump < 10; jump++) {
            subscriber.run(Duration.ofMinutes(4).plusSeconds(7));
            time.setError(fast);
            correctAfterResponses(1);
        }
        runWithoutACursorInTheFuture(Duration.ofMinutes(30));

        assertThat(missingFrom(subscriber.startTime)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    /** A window that was planned by a fast clock ends in the future, and so would a stretch that is set aside. */
    @ParameterizedTest
    @CsvSource({ "PT10M, 1", "PT4H, 1" })
    void aStretchThatCannotBeReadMovesNoCursorIntoTheFuture(Duration fast, int responses) throws Exception {
        subscriber.run(Duration.ofMinutes(10));
        Instant from = time.now().minusSeconds(120).truncatedTo(ChronoUnit.SECONDS);
        plivo.cannotReadListsOf(from, from.plusSeconds(240));
        time.setError(fast);
        correctAfterResponses(responses);
        runWithoutACursorInTheFuture(Duration.ofMinutes(10));
        plivo.readsAgain();

        runWithoutACursorInTheFuture(Duration.ofMinutes(75));

        assertThat(missingFrom(NOON)).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackBetweenTwoPagesOfAWindowRepeatsNothing() throws Exception {
        for (int when = 2; when < 40; when++) {
            int request = when;
            WrongClockTest one = new WrongClockTest();
            for (int i = 0; i < 900; i++) {
                one.plivo.list.add(NOON.plusMillis(1000L * i + 137).plusNanos(1000L * i));
            }
            one.plivo.afterEach(() -> {
                if (one.plivo.received.size() == request) {
                    one.time.setError(Duration.ofSeconds(-20));
                }
            });

            one.subscriber.run(Duration.ofMinutes(20));

            assertThat(one.subscriber.repeated()).as("after request %s", when).isEmpty();
            assertThat(one.missingFrom(NOON)).as("after request %s", when).isEmpty();
        }
    }
}
