package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.SweepId.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stretch of time for which every list returns an error object delays nothing else, and none of its records is lost.
 */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class UnreadableStretchTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).listsAMinute(20).callsEndWithin(300);
    private final Subscriber subscriber = new Subscriber(time, plivo);

    @BeforeEach
    void aRecordEveryTenSeconds() {
        for (int i = -1080; i < 1080; i++) {
            plivo.list.add(NOON.plusSeconds(10L * i + 3).plusNanos(1000L * (i + 2000)));
        }
        subscriber.deadLetter = true;
        subscriber.delay = Duration.ofSeconds(10);
    }

    private List<Message> late(Instant from, Instant to, Duration most) {
        List<Message> late = new ArrayList<>();
        for (Message m : plivo.list.all()) {
            if (!m.time.isBefore(from) && m.time.isBefore(to)
                    && !subscriber.firstDelivery(m).filter(at -> !at.isAfter(m.time.plus(most))).isPresent()) {
                late.add(m);
            }
        }
        return late;
    }

    @Test
    void inTheBackfillDoesNotDelayTheLiveSweep() throws Exception {
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        plivo.cannotReadListsOf(NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofHours(1)));

        subscriber.run(Duration.ofHours(2));

        assertThat(late(NOON, NOON.plus(Duration.ofMinutes(118)), Duration.ofSeconds(15 + 10 + 30))).isEmpty();
    }

    /** Independent of the length of windows where a stretch begins, which may never heal. */
    @Test
    void inTheBackfillDoesNotDelayItsNeighbours() throws Exception {
        Instant from = NOON.minus(Duration.ofHours(2));
        Instant to = NOON.minus(Duration.ofHours(1));
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        plivo.cannotReadListsOf(from, to);

        subscriber.run(Duration.ofHours(3));

        assertThat(missing()).allSatisfy(m -> assertThat(m.time).isBetween(from.minusSeconds(60), to.plusSeconds(60)));
    }

    @Test
    void inTheBackfillIsDeliveredWhenItHeals() throws Exception {
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        plivo.cannotReadListsOf(NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofHours(1)));
        subscriber.run(Duration.ofHours(1));
        plivo.readsAgain();

        subscriber.run(Duration.ofHours(2));

        assertThat(missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @Test
    void doesNotFillTheMemory() throws Exception {
        subscriber.startTime = NOON.minus(Duration.ofHours(3));
        plivo.cannotReadListsOf(NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofHours(1)));

        subscriber.run(Duration.ofHours(3));

        subscriber.failures.clear();
        subscriber.deadLetters.clear();
        System.gc();
        assertThat(plivo.unreadableResponses.stream().filter(response -> response.get() != null).count()).isLessThan(100);
    }

    @Test
    void inFrontOfTheLiveSweepDoesNotDelayNewerRecords() throws Exception {
        Instant from = NOON.plus(Duration.ofMinutes(10));
        Instant to = NOON.plus(Duration.ofMinutes(13));
        plivo.cannotReadListsOf(from, to);

        subscriber.runUntil(NOON.plus(Duration.ofHours(1)));

        // while it is new the feed has to find out how far it reaches, and windows are read or not as a whole
        assertThat(late(to.plusSeconds(300), NOON.plus(Duration.ofMinutes(58)), Duration.ofSeconds(15 + 10 + 60))).isEmpty();
        assertThat(late(from.plus(Duration.ofSeconds(-60)), to.plusSeconds(300), Duration.ofMinutes(10)))
                .allSatisfy(m -> assertThat(m.time).isBetween(from.minusSeconds(90), to.plusSeconds(90)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 5, 60, 240 })
    void inFrontOfTheLiveSweepIsDeliveredInTimeWhenItHeals(int minutes) throws Exception {
        Instant from = NOON.plus(Duration.ofMinutes(10));
        plivo.cannotReadListsOf(from, NOON.plus(Duration.ofMinutes(13)));
        subscriber.runUntil(from.plus(Duration.ofMinutes(minutes)));
        plivo.readsAgain();

        subscriber.run(Duration.ofMinutes(75));

        assertThat(missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.deadLetters).isEmpty();
    }

    @Test
    void whileItGrowsNewerRecordsAreDeliveredAsSoonAsListsCanBeRead() throws Exception {
        // every list that reaches into the time from 12:10 on, until 12:40, even if a poll is under way then
        Instant from = NOON.plus(Duration.ofMinutes(10));
        Instant healed = NOON.plus(Duration.ofMinutes(40));
        plivo.cannotRead((request, rows) -> request.window().to().isAfter(from) && time.now().isBefore(healed));

        subscriber.runUntil(NOON.plus(Duration.ofMinutes(115)));

        assertThat(missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(late(NOON.plus(Duration.ofMinutes(42)), NOON.plus(Duration.ofMinutes(110)), Duration.ofMinutes(10)))
                .isEmpty();
    }

    @Test
    void onlyTheSingleMalformedRowIsDelivered() throws Exception {
        Message broken = plivo.list.all().stream().filter(m -> m.time.isAfter(NOON.plus(Duration.ofMinutes(10)))).findFirst()
                .orElseThrow();
        plivo.cannotRead((request, rows) -> rows.contains(broken));

        subscriber.run(Duration.ofMinutes(90));

        assertThat(missing()).containsExactly(broken);
        assertThat(subscriber.deadLetters).hasSize(1);
        assertThat(subscriber.deadLetters.get(0).malformed().second().from()).isBeforeOrEqualTo(broken.time)
                .isAfter(broken.time.minusSeconds(1));
        assertThat(subscriber.delivered(Kind.LIVE)).isGreaterThan(400);
    }

    /** The records that should have been delivered by now. */
    private List<Message> missing() {
        return subscriber.missing().stream()
                .filter(m -> !m.time.isBefore(subscriber.startTime) && m.time.isBefore(time.now().minusSeconds(120))).toList();
    }

    /** None of it remains to be read, so it must not prevent the feed from ending, nor keep health DOWN. */
    @Test
    void aStretchThatPlivoNoLongerKeepsIsForgotten() throws Exception {
        Instant start = NOON.minus(Duration.ofDays(90)).plusSeconds(120);
        subscriber.startTime = start;
        subscriber.endTime = NOON.plusSeconds(60);
        plivo.cannotReadListsOf(start, start.plusSeconds(60));
        subscriber.run(Duration.ofMinutes(1));
        assertThat(subscriber.feed().progress().setAside()).isNotEmpty();

        plivo.refusesStartsBefore(Duration.ofDays(90), Duration.ofSeconds(30));
        subscriber.run(Duration.ofHours(3));

        assertThat(subscriber.feed().progress().setAside()).isEmpty();
        assertThat(subscriber.feed().isFinished()).isTrue();
    }

    /**
     * The backfill is paused, so records that it would read again must not wait for it if another sweep must still
     * deliver them.
     */
    @Test
    void aRereadDoesNotForgetTheStretchesOfOtherSweepsWhileTheBackfillIsPaused() throws Exception {
        subscriber.run(Duration.ofMinutes(5));
        Message late = plivo.list.add(time.now());
        plivo.cannotReadListsOf(late.time.minusSeconds(5), late.time.plusSeconds(5));
        subscriber.run(Duration.ofMinutes(5));
        assertThat(subscriber.feed().progress().setAside()).isNotEmpty();

        subscriber.feed().pauseBackfill();
        subscriber.feed().reread(NOON.minus(Duration.ofHours(1)));
        subscriber.run(Duration.ofMinutes(5));
        plivo.readsAgain();
        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.uuids()).contains(late.uuid);
    }
}
