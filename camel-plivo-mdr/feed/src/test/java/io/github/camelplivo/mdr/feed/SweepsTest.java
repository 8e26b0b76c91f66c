package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Live and backfill: the order of reading. */
class SweepsTest {

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    /** Stories: Mailgun's contract, tap-stripe PR 45, Estuary: a record listed after its own time was gone for good. */
    @Test
    void readsARecordOnlyWhenItHasSettled() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO);
        reading.feed();
        list.add(NOON.plusSeconds(10));

        clock.advance(Duration.ofSeconds(20));
        reading.poll();
        assertThat(reading.delivered).isEmpty();
        String late = list.add(NOON.plusSeconds(9));
        clock.advance(Duration.ofSeconds(10));
        reading.poll();

        assertThat(reading.delivered).hasSize(2).contains(late);
    }

    @Test
    void neverReadsBeyondTheSettledEdge() throws Exception {
        List<Window> read = new ArrayList<>();
        SweepPageSource source = (sweep, request) -> {
            read.add(request.window());
            assertThat(request.window().to()).isBeforeOrEqualTo(clock.instant().minus(FeedTester.SETTLE));
            return list.page(sweep, request);
        };
        Feed feed = TestFeeds.open(
                new FeedSettings("test", NOON.minusSeconds(100), null, FeedTester.SETTLE, FeedTester.PERIOD), source,
                new MemoryWatermarkStore(), clock);
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofMillis(7_300));
            feed.refreshClock();
            assertThat(feed.next()).isEmpty();
        }

        // every second once, none left out
        read.sort((a, b) -> a.from().compareTo(b.from()));
        for (int i = 1; i < read.size(); i++) {
            assertThat(read.get(i).from()).isEqualTo(read.get(i - 1).to());
        }
        assertThat(read.get(0).from()).isEqualTo(NOON.minusSeconds(100));
        assertThat(read.get(read.size() - 1).to()).isEqualTo(Window.second(clock.instant().minus(FeedTester.SETTLE)));
    }

    @Test
    void doesNotKeepNewRecordsWaitingForTheBackfill() throws Exception {
        for (int second = 1; second < 86_400; second += 20) {
            list.add(NOON.minusSeconds(second));
        }
        // a request takes three seconds, as with 20 a minute: the backfill takes more than ten minutes
        list.beforeEach(request -> clock.advance(Duration.ofSeconds(3)));
        FeedTester reading = new FeedTester(list, clock, Duration.ofDays(1));
        for (int minute = 1; minute < 10; minute++) {
            list.add(NOON.plusSeconds(minute * 60L));
        }

        reading.poll();

        List<SweepId> sweeps = reading.pages.stream().map(FeedPage::sweep).toList();
        assertThat(sweeps.indexOf(SweepId.LIVE)).as("first live page").isLessThan(60);
        assertThat(sweeps.lastIndexOf(SweepId.BACKFILL)).isGreaterThan(200);
        assertThat(sweeps.subList(0, 200).stream().filter(SweepId.LIVE::equals).count()).isGreaterThan(5);
    }

    /** The local clock runs ahead, which the first response reveals. The assumed past was the future. */
    @Test
    void doesNotSkipSecondsOfTheFuture() throws Exception {
        clock.advance(Duration.ofHours(1));
        FeedTester reading = new FeedTester(list, clock, Duration.ofHours(2));
        list.add(NOON.minusSeconds(600));
        list.before(1, () -> clock.advance(Duration.ofHours(-1)));

        reading.poll();
        String next = list.add(NOON.plusSeconds(1));
        clock.advance(Duration.ofMinutes(5));
        reading.poll();
        clock.advance(Duration.ofHours(2));
        reading.poll();

        assertThat(reading.delivered).hasSize(2).contains(next);
    }

    @Test
    void deliversNothingOfAWindowThatReachesIntoTheFuture() throws Exception {
        clock.advance(Duration.ofHours(1));
        FeedTester reading = new FeedTester(list, clock, Duration.ofMinutes(60).plusSeconds(30));
        list.add(NOON.minusSeconds(10));
        list.before(1, () -> clock.advance(Duration.ofHours(-1)));

        reading.poll();
        assertThat(reading.delivered).isEmpty();
        list.add(NOON.minusSeconds(12));
        clock.advance(Duration.ofMinutes(1));
        reading.poll();

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void endsAtTheEndTime() throws Exception {
        String in = list.add(NOON.plusSeconds(59));
        list.add(NOON.plusSeconds(60));
        FeedTester reading = new FeedTester(list, clock, Duration.ofMinutes(1)).until(NOON.plusSeconds(60));
        reading.poll();
        assertThat(reading.feed().isFinished()).isFalse();

        clock.advance(Duration.ofMinutes(5));
        reading.poll();

        assertThat(reading.delivered).containsExactly(in);
        assertThat(reading.feed().isFinished()).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(reading.poll().delivered).hasSize(1);
    }

    @Test
    void waitsForAStartTimeInTheFuture() throws Exception {
        list.add(NOON.plusSeconds(59));
        String in = list.add(NOON.plusSeconds(60));
        FeedTester reading = new FeedTester(list, clock, NOON.plusSeconds(60), new MemoryWatermarkStore());
        reading.poll();

        clock.advance(Duration.ofMinutes(5));
        reading.poll();

        assertThat(reading.delivered).containsExactly(in);
    }

    /** Story: Airbyte 10418, a start before the provider's retention stopped the sync with a 400. */
    @Test
    void skipsRecordsThatPlivoNoLongerKeeps() throws Exception {
        List<Window> read = new ArrayList<>();
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        new FeedTester(list, clock, NOON.minus(Duration.ofDays(80)), store).feed();
        clock.advance(Duration.ofDays(30));
        String kept = list.add(clock.instant().minus(Duration.ofDays(89)));
        SweepPageSource source = (sweep, request) -> {
            read.add(request.window());
            return list.page(sweep, request);
        };
        Feed feed = TestFeeds.open(
                new FeedSettings("test", NOON, null, FeedTester.SETTLE, FeedTester.PERIOD), source, store, clock);

        List<String> delivered = new ArrayList<>();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            page.get().page().forEach(r -> delivered.add(r.getMessageUuid()));
            feed.acknowledge(page.get());
        }

        assertThat(delivered).containsExactly(kept);
        assertThat(read).allSatisfy(w -> assertThat(w.from()).isAfter(clock.instant().minus(Duration.ofDays(90))));
    }

    /** Story: CAMEL-24208, a seek that skipped unconsumed records. */
    @Test
    void aRereadFromALaterTimeSkipsNoUnreadRecord() throws Exception {
        List<String> uuids = new ArrayList<>();
        for (int second = 1; second < 3600; second += 4) {
            uuids.add(list.add(NOON.minusSeconds(second)));
        }
        FeedTester reading = new FeedTester(list, clock, Duration.ofHours(1));
        for (int page = 0; page < 3; page++) {
            FeedPage next = reading.feed().next().orElseThrow();
            reading.process(next);
            reading.feed().acknowledge(next);
        }

        reading.feed().reread(NOON.minusSeconds(600));
        clock.advance(Duration.ofMinutes(1));
        reading.poll();

        assertThat(reading.delivered).containsAll(uuids);
    }

    /** Stories: plivo-java's getMeta, plivo-php 136 and PR 225. */
    @Test
    void continuesAtAPageThatCouldNotBeRead() throws Exception {
        List<String> uuids = new ArrayList<>();
        for (int second = 1; second < 3600; second += 10) {
            uuids.add(list.add(NOON.minusSeconds(second)));
        }
        list.beforeEach(request -> {
            if (request % 3 == 0) {
                throw new IOException("connection reset");
            }
        });
        FeedTester reading = new FeedTester(list, clock, Duration.ofHours(1));
        int failures = 0;
        while (failures < 200) {
            clock.advance(Duration.ofSeconds(10));
            try {
                reading.poll();
            } catch (IOException e) {
                failures++;
            }
        }

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(failures).isPositive();
    }

    /** Whatever fails after a page has been read, the page is read again. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })
    void losesNoPageToAnErrorBetweenReadingAndDelivering(long seed) throws Exception {
        List<String> uuids = new ArrayList<>();
        for (int second = 1; second < 600; second++) {
            uuids.add(list.add(NOON.minusSeconds(second)));
        }
        Random random = new Random(seed);
        TestClock broken = new TestClock(NOON) {
            @Override
            public Instant instant() {
                if (random.nextInt(4) == 0) {
                    throw new NoSuchFieldError("Companion");
                }
                return clock.instant();
            }
        };
        clock.advance(Duration.ofMinutes(1));
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        List<String> delivered = new ArrayList<>();
        Feed feed = null;
        for (int polls = 0; polls < 1000; polls++) {
            try {
                if (feed == null) {
                    feed = TestFeeds.open(
                            new FeedSettings("test", NOON.minusSeconds(600), NOON, FeedTester.SETTLE, FeedTester.PERIOD), list,
                            store,
                            broken);
                }
                TestFeeds.poll(feed, page -> page.page().forEach(record -> delivered.add(record.getMessageUuid())));
            } catch (NoSuchFieldError e) {
                // the next poll
            }
        }

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }
}
