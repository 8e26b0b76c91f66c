package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.camelplivo.mdr.feed.RangeReader;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A list that Plivo refuses because its window is long or old is requested in another way. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class RefusedListsTest {

    private static final Duration RETENTION = Duration.ofDays(90);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).listsAMinute(20).callsEndWithin(1000);
    private final Subscriber subscriber = new Subscriber(time, plivo);

    private void spread(int records, Instant from, Duration stretch) {
        Random random = new Random(5);
        for (int i = 0; i < records; i++) {
            plivo.list.add(from.plusNanos(1000L * (long) (random.nextDouble() * stretch.toMillis() * 1000)));
        }
    }

    /** The records of a range, page by page. A page that fails is requested again, but not endlessly. */
    private List<String> read(Window range) throws Exception {
        RangeReader reader = new RangeReader(range, request -> plivo.page(SweepId.BACKFILL, request), time.clock());
        List<String> uuids = new ArrayList<>();
        for (Optional<MdrPage> page = reader.next(); page.isPresent(); page = reader.next()) {
            plivo.callBegins();
            page.get().stream().map(MessageDetailRecord::getMessageUuid).forEach(uuids::add);
        }
        return uuids;
    }

    @ParameterizedTest
    @ValueSource(ints = { 30, 10, 7, 1 })
    void aQuietAccountIsReadInRangesThatPlivoAccepts(int days) throws Exception {
        plivo.refusesRangesOver(Duration.ofDays(days));
        spread(40, NOON.minus(Duration.ofDays(89)), Duration.ofDays(89));
        subscriber.startTime = NOON.minus(Duration.ofDays(89));

        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
        assertThat(subscriber.failures).isEmpty();
    }

    @Test
    void noListIsLongerThanThirtyDays() throws Exception {
        spread(40, NOON.minus(Duration.ofDays(89)), Duration.ofDays(89));
        subscriber.startTime = NOON.minus(Duration.ofDays(89));

        subscriber.run(Duration.ofHours(1));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(plivo.received).allSatisfy(a -> assertThat(a.length()).isLessThanOrEqualTo(Duration.ofDays(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 30, 10, 1 })
    void aRangeIsReadInRangesThatPlivoAccepts(int days) throws Exception {
        plivo.refusesRangesOver(Duration.ofDays(days));
        spread(40, NOON.minus(Duration.ofDays(89)), Duration.ofDays(88));

        List<String> uuids = read(new Window(NOON.minus(Duration.ofDays(89)), NOON.minus(Duration.ofHours(1))));

        assertThat(uuids).doesNotHaveDuplicates().hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 5, 60 })
    void theBackfillMovesOnWhereItsStartIsTooOld(int fast) throws Exception {
        plivo.refusesStartsBefore(RETENTION, Duration.ofSeconds(fast));
        spread(60, NOON.minus(RETENTION), RETENTION);
        subscriber.startTime = NOON.minus(RETENTION);

        try (LogLines log = new LogLines()) {
            subscriber.run(Duration.ofHours(2));

            assertThat(log.own().stream().filter(line -> line.getLevel() == Level.WARN).map(ILoggingEvent::getFormattedMessage)
                    .filter(line -> line.contains("Plivo refuses a list"))).hasSizeLessThan(2)
                    .allMatch(line -> line.contains("can no longer be read"));
        }

        Instant kept = time.now().minus(RETENTION).plus(Duration.ofHours(1));
        assertThat(subscriber.missing().stream().filter(m -> m.time.isAfter(kept))).isEmpty();
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 5, 60 })
    void aWindowThatAgesPastTheNinetyDaysWhileItIsReadIsReadToItsEnd(int fast) throws Exception {
        plivo.refusesStartsBefore(RETENTION, Duration.ofSeconds(fast));
        // denser than it can be read: the ninety days overtake the window
        spread(20_000, NOON.minus(RETENTION), Duration.ofMinutes(40));
        spread(60, NOON.minus(RETENTION), RETENTION);
        plivo.list.all().forEach(m -> m.leavesAt(m.time.plus(RETENTION)));
        subscriber.startTime = NOON.minus(RETENTION).plusSeconds(120);

        subscriber.run(Duration.ofHours(4));

        Instant kept = time.now().minus(RETENTION).plus(Duration.ofHours(1));
        assertThat(subscriber.missing().stream().filter(m -> m.time.isAfter(kept))).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 60 })
    void aRangeThatAgesPastTheNinetyDaysWhileItIsReadIsReadToItsEnd(int fast) throws Exception {
        plivo.refusesStartsBefore(RETENTION, Duration.ofSeconds(fast));
        spread(4_000, NOON.minus(RETENTION), Duration.ofMinutes(8));
        spread(60, NOON.minus(RETENTION), Duration.ofDays(9));

        List<String> uuids = read(new Window(NOON.minus(RETENTION).plusSeconds(30), NOON.minus(Duration.ofDays(80))));

        Instant kept = time.now().minus(RETENTION).plus(Duration.ofHours(1));
        assertThat(uuids).doesNotHaveDuplicates()
                .containsAll(plivo.list.all().stream().filter(m -> m.time.isAfter(kept)).map(m -> m.uuid).toList());
    }

    @Test
    void anOpenWindowIsReadAfterTheFeedWasStoppedUntilItsStartWasTooOld() throws Exception {
        plivo.refusesStartsBefore(RETENTION, Duration.ofSeconds(10));
        spread(2_000, NOON.minus(RETENTION), Duration.ofHours(20));
        subscriber.startTime = NOON.minus(RETENTION).plusSeconds(600);
        subscriber.feed().refreshClock();
        for (int page = 0; page < 20; page++) {
            subscriber.deliverNext(subscriber.feed());
        }
        subscriber.stop();
        time.advance(Duration.ofHours(3));

        subscriber.run(Duration.ofHours(2));

        Instant kept = time.now().minus(RETENTION).plus(Duration.ofHours(1));
        assertThat(subscriber.missing().stream().filter(m -> m.time.isAfter(kept))).isEmpty();
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
    }

    @Test
    void aShortRecentWindowThatIsRefusedFails() throws Exception {
        plivo.refuses(request -> true).callsEndWithin(100);
        spread(40, NOON.minus(Duration.ofHours(1)), Duration.ofHours(1));
        subscriber.startTime = NOON.minus(Duration.ofHours(1));
        subscriber.feed().refreshClock();

        assertThatThrownBy(() -> subscriber.deliverNext(subscriber.feed())).isInstanceOf(Exception.class)
                .hasMessageContaining("400 refused");
        assertThatThrownBy(() -> read(new Window(NOON.minusSeconds(3600), NOON.minusSeconds(60))))
                .isInstanceOf(Exception.class).hasMessageContaining("400 refused");
    }

    @Test
    void theLiveSweepContinuesAfterAPeriodInWhichAllListsWereRefused() throws Exception {
        plivo.refuses(request -> time.now().isBefore(NOON.plus(Duration.ofMinutes(20)))).callsEndWithin(100);
        spread(100, NOON, Duration.ofHours(1));

        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    /** A single 400 may have another reason than the length of the range. */
    @Test
    void aLengthThatPlivoAcceptsAgainIsRequestedAgain() throws Exception {
        spread(40, NOON.minus(Duration.ofDays(80)), Duration.ofDays(80));
        subscriber.startTime = NOON.minus(Duration.ofDays(80));
        plivo.refusesRangesOver(Duration.ofHours(2));
        subscriber.run(Duration.ofMinutes(1));
        int before = plivo.received.size();
        plivo.refusesRangesOver(Duration.ofDays(90));

        subscriber.run(Duration.ofHours(1));

        assertThat(subscriber.missing()).isEmpty();
        long backfill = plivo.received.stream().skip(before).filter(list -> list.isFor(SweepId.Kind.BACKFILL)).count();
        assertThat(backfill).as("80 days in windows of two hours would be 960").isLessThan(60);
        assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
    }

    /** Plivo may refuse a length permanently, so the pauses between trials grow. */
    @Test
    void aLengthThatPlivoAlwaysRefusesIsSeldomTried() throws Exception {
        plivo.refusesRangesOver(Duration.ofHours(12));
        spread(40, NOON.minus(Duration.ofDays(80)), Duration.ofDays(80));
        subscriber.startTime = NOON.minus(Duration.ofDays(80));

        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.missing()).isEmpty();
        long refused = plivo.received.stream().filter(list -> list.length().compareTo(Duration.ofHours(12)) > 0)
                .filter(list -> list.isFor(SweepId.Kind.BACKFILL)).count();
        assertThat(refused).isBetween(1L, 12L);
    }
}
