package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.feed.SweepId.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Every sweep receives its share of the requests, whatever the others read. */
@Tag("slow")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class SharesTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time);
    private final Subscriber subscriber = new Subscriber(time, plivo);
    private final Random random = new Random(7);

    /** Records of the stretch, at times that are drawn. */
    private List<Message> spread(int records, Instant from, Duration stretch) {
        return IntStream.range(0, records)
                .mapToObj(i -> plivo.list.add(from.plusNanos(1000L * (long) (random.nextDouble() * stretch.toMillis() * 1000))))
                .toList();
    }

    @Test
    void aBacklogIsReadAtHalfThePermitsWhileTheLiveSweepPollsEverySecond() throws Exception {
        plivo.listsAMinute(20);
        spread(700, NOON.minus(Duration.ofHours(20)), Duration.ofHours(20));
        spread(60, NOON, Duration.ofMinutes(10));
        subscriber.startTime = NOON.minus(Duration.ofHours(20));
        subscriber.delay = Duration.ofSeconds(1);

        // 37 full pages, and a few lists more until the windows have grown
        int lists = 700 / 19 + 12;
        while (!subscriber.feed().progress().backfill().finished()
                && time.now().isBefore(NOON.plusSeconds(3L * 2 * lists))) {
            subscriber.poll();
        }

        Duration elapsed = Duration.between(NOON, time.now());
        assertThat(subscriber.feed().progress().backfill().finished()).as("the backfill is complete after %s", elapsed)
                .isTrue();
        assertThat(subscriber.missing()).allSatisfy(m -> assertThat(m.time).isAfter(NOON));
        assertThat(plivo.received.size()).isGreaterThanOrEqualTo((int) (0.95 * plivo.permits(elapsed)));
        assertThat(plivo.received(Kind.BACKFILL)).isGreaterThanOrEqualTo(plivo.received.size() / 2);
        assertThat(subscriber.waits()).allSatisfy((uuid, wait) -> {
            if (plivo.list.message(uuid).time.isAfter(NOON)) {
                assertThat(wait).isLessThan(Duration.ofSeconds(15 + 1 + 30));
            }
        });
    }

    @Test
    void theLiveSweepTheRechecksAndTheBackfillAllProgressWhereTheDelayIsShort() throws Exception {
        plivo.listsAMinute(60);
        Instant start = NOON.minus(Duration.ofHours(20));
        spread(1200, start, Duration.ofHours(20));
        List<Message> fresh = spread(1200, NOON, Duration.ofMinutes(20));
        fresh.forEach(m -> m.changesAt(m.time.plusSeconds(40), "delivered"));
        subscriber.startTime = start;
        subscriber.delay = Duration.ofMillis(500);
        subscriber.rechecks(Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofMinutes(10));

        // once the first new records have settled
        subscriber.runUntil(NOON.plusSeconds(20));
        long before = plivo.received(Kind.BACKFILL);
        subscriber.runUntil(NOON.plusSeconds(140));
        assertThat(subscriber.feed().progress().backfill().finished() || plivo.received(Kind.BACKFILL) - before >= 24 - 1)
                .as("%s lists of the backlog in two minutes", plivo.received(Kind.BACKFILL) - before).isTrue();

        subscriber.runUntil(NOON.plus(Duration.ofMinutes(20)));
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
        Instant settled = NOON.plus(Duration.ofMinutes(18));
        assertThat(fresh.stream().filter(m -> m.time.isBefore(settled)).map(m -> m.uuid))
                .allMatch(subscriber.uuids()::contains);
        assertThat(fresh.stream().filter(m -> m.time.isBefore(settled)).map(m -> m.uuid + ":delivered"))
                .allMatch(subscriber.versions()::contains);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 60 })
    void aNewRecordDoesNotWaitForABurstThatIsReadAgainWithoutChanges(int delay) throws Exception {
        plivo.listsAMinute(20);
        spread(20_000, NOON.plusSeconds(300), Duration.ofMinutes(10));
        Duration end = Duration.ofHours(36);
        for (int minute = 0; minute < end.toMinutes(); minute++) {
            plivo.list.add(NOON.plusSeconds(60L * minute + 17).plusNanos(1000L * minute));
        }
        // until the burst was read the feed need not poll often
        subscriber.delay = Duration.ofSeconds(60);
        subscriber.rechecks(Duration.ofHours(26));
        subscriber.run(Duration.ofHours(25));
        subscriber.stop();
        subscriber.delay = Duration.ofSeconds(delay);
        int before = plivo.received.size();

        subscriber.runUntil(NOON.plus(end));

        assertThat(plivo.received.subList(before, plivo.received.size()).stream().filter(a -> a.isFor(Kind.RECHECK)).count())
                .as("lists of the burst").isGreaterThan(1000);
        assertThat(subscriber.repeated()).isEmpty();
        Duration most = subscriber.settle.plus(subscriber.delay).plusSeconds(30);
        assertThat(subscriber.waits().entrySet().stream()
                .filter(e -> plivo.list.message(e.getKey()).time.isAfter(NOON.plus(Duration.ofHours(25))))
                .filter(e -> e.getValue().compareTo(most) > 0)).isEmpty();
    }

    @Test
    void everySweepGetsItsShareOfAnyTwoMinutesWhereNoneCanKeepUp() throws Exception {
        plivo.listsAMinute(60);
        spread(14_400, NOON.minus(Duration.ofHours(2)), Duration.ofHours(2));
        spread(18_000, NOON, Duration.ofMinutes(25));
        subscriber.startTime = NOON.minus(Duration.ofHours(2));
        subscriber.delay = Duration.ofSeconds(10);
        subscriber.rechecks(Duration.ofMinutes(2));

        subscriber.run(Duration.ofMinutes(25));

        for (int minute = 6; minute < 24; minute += 2) {
            Instant from = NOON.plusSeconds(60L * minute);
            List<VirtualPlivo.Received> slice = plivo.received.stream()
                    .filter(a -> !a.at().isBefore(from) && a.at().isBefore(from.plusSeconds(120))).toList();
            assertThat(slice).hasSizeGreaterThan(110);
            assertThat(slice.stream().filter(a -> a.isFor(Kind.LIVE)).count()).as("live from minute %s on", minute)
                    .isGreaterThanOrEqualTo(34);
            assertThat(slice.stream().filter(a -> a.isFor(Kind.RECHECK)).count()).as("rechecks from minute %s on", minute)
                    .isGreaterThanOrEqualTo(22);
            assertThat(slice.stream().filter(a -> a.isFor(Kind.BACKFILL)).count()).as("backfill from minute %s on", minute)
                    .isGreaterThanOrEqualTo(22);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4, 7, 10, 13, 16, 19 })
    void rechecksContinueWhileTheBackfillIsPausedInTheMiddleOfAWindow(int pages) throws Exception {
        spread(400, NOON.minus(Duration.ofMinutes(30)), Duration.ofMinutes(30));
        List<Message> fresh = spread(300, NOON, Duration.ofMinutes(30));
        fresh.forEach(m -> m.changesAt(m.time.plusSeconds(300), "delivered"));
        subscriber.startTime = NOON.minus(Duration.ofMinutes(30));
        subscriber.rechecks(Duration.ofMinutes(10));
        subscriber.feed().refreshClock();
        for (int page = 0; page < pages; page++) {
            subscriber.deliverNext(subscriber.feed());
        }
        subscriber.feed().pauseBackfill();
        assertThat(subscriber.feed().progress().backfill().finished()).isFalse();
        long before = plivo.received(Kind.BACKFILL);

        subscriber.run(Duration.ofHours(1));

        assertThat(subscriber.uuids()).containsAll(fresh.stream().map(m -> m.uuid).toList());
        assertThat(subscriber.versions()).containsAll(fresh.stream().map(m -> m.uuid + ":delivered").toList());
        // it may complete the current window
        assertThat(plivo.received(Kind.BACKFILL) - before).isLessThan(20);
    }

    @Test
    void theBackfillIsReadAlthoughTheClockWasFastWhenThePollBegan() throws Exception {
        plivo.listsAMinute(20);
        spread(700, NOON.minus(Duration.ofHours(20)), Duration.ofHours(20));
        subscriber.startTime = NOON.minus(Duration.ofHours(20));
        subscriber.delay = Duration.ofSeconds(1);
        subscriber.feed();
        time.setError(Duration.ofHours(1));
        plivo.afterEach(() -> time.setError(Duration.ZERO));
        spread(60, NOON, Duration.ofMinutes(10));

        subscriber.run(Duration.ofMinutes(6));

        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
        assertThat(subscriber.missing()).allSatisfy(m -> assertThat(m.time).isAfter(NOON));
    }
}
