package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Many rows of one time. Stories: kafka-connect-jdbc 598 (10,000 rows at T1, half of them lost), Airbyte 85918, jira's
 * newest issues (those of the same instant removed).
 */
class TieTest {

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void readsAThousandRowsOfOneSecond() throws Exception {
        Set<String> uuids = new HashSet<>(list.add(NOON.minusSeconds(40), 1000));
        list.shuffleTies(new Random(7));
        FeedTester reading = reading(Duration.ofHours(1));

        reading.poll();

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(1000);
        assertThat(new HashSet<>(reading.delivered)).isEqualTo(uuids);
    }

    @Test
    void readsSixThousandRowsInTiesOfUpToFiftyWhileRowsArriveAndLeave() throws Exception {
        Random random = new Random(42);
        Instant time = NOON.minus(Duration.ofHours(20));
        Set<String> expected = new HashSet<>();
        while (expected.size() < 6000) {
            expected.addAll(list.add(time, 1 + random.nextInt(50)));
            time = time.plusMillis(random.nextInt(500_000));
        }
        assertThat(time).isBefore(NOON);
        list.shuffleTies(random);
        Instant begin = NOON.minus(Duration.ofHours(20));
        Set<String> visitors = new HashSet<>();
        list.beforeEach(request -> {
            // visitors come and go; the 6,000 stay all the time
            if (request % 3 == 0) {
                visitors.add(list.add(begin.plusSeconds(random.nextInt(72_000))));
            }
            if (request % 7 == 0 && !visitors.isEmpty()) {
                list.remove(visitors.iterator().next());
            }
        });
        FeedTester reading = reading(Duration.ofHours(20));

        reading.poll();

        assertThat(reading.delivered).doesNotHaveDuplicates();
        assertThat(new HashSet<>(reading.delivered)).containsAll(expected);
    }

    @Test
    void acceptsAListThatHasARecordTwiceInsteadOfLooping() throws Exception {
        List<FakeList.Row> rows = list.add(NOON.minusSeconds(30), 30).stream()
                .map(uuid -> new FakeList.Row(uuid, NOON.minusSeconds(30))).toList();
        List<FakeList.Row> doubled = new ArrayList<>(rows);
        doubled.add(rows.get(3));
        SweepPageSource source = (sweep, request) -> request.window().from().isAfter(NOON.minusSeconds(30))
                || !request.window().to().isAfter(NOON.minusSeconds(30))
                        ? FakeList.render(List.of(), request.offset(), false)
                        : FakeList.render(doubled.subList(Math.min(request.offset(), 31), Math.min(request.offset() + 20, 31)),
                                request.offset(), request.offset() + 20 < 31);
        Feed feed = open(source);

        assertThat(drain(feed)).containsExactlyInAnyOrderElementsOf(rows.stream().map(FakeList.Row::uuid).toList());
    }

    @Test
    void failsInsteadOfLoopingIfTheServerIgnoresTheOffset() throws Exception {
        List<FakeList.Row> rows = list.add(NOON.minusSeconds(30), 20).stream()
                .map(uuid -> new FakeList.Row(uuid, NOON.minusSeconds(30))).toList();
        Feed feed = open((sweep, request) -> FakeList.render(rows, request.offset(), true));

        assertThatThrownBy(() -> drain(feed)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("paging does not work");
    }

    /**
     * Story: kafka-connect-jdbc PR 1239, rows that were lost in the middle of a tie at a restart were lost again in
     * retries.
     */
    @Test
    void losesNothingOfATieWhenPagesFailAndTheProcessEndsInItsMiddle() throws Exception {
        List<String> uuids = list.add(NOON.minusSeconds(40), 1000);
        list.shuffleTies(new Random(7));
        list.beforeEach(request -> {
            if (request % 13 == 0) {
                throw new IOException("connection reset");
            }
        });
        FeedTester reading = reading(Duration.ofHours(1));
        int failures = 0;
        while (!reading.feed().isFinished()) {
            clock.advance(Duration.ofMinutes(1));
            try {
                reading.poll();
            } catch (IOException e) {
                if (++failures % 4 == 0 && failures < 20) {
                    reading.restart();
                }
            }
        }

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(failures).isGreaterThan(20);
    }

    /** Stories: Airbyte 14732 and 85918, rows that were stored at the greatest time that had been read. */
    @Test
    void deliversRecordsThatJoinADeliveredTie() throws Exception {
        List<String> uuids = new ArrayList<>(list.add(NOON.plusSeconds(30), 25));
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO)
                .rechecking(Duration.ofMinutes(10));
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        reading.poll();
        assertThat(reading.delivered).hasSize(25);

        uuids.add(list.add(NOON.plusSeconds(30)));
        for (int minute = 0; minute < 20; minute++) {
            clock.advance(Duration.ofMinutes(1));
            reading.poll();
        }

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /**
     * Story: Airbyte's OffsetIncrement, which treats a page as the last if the server returns fewer rows than
     * requested.
     */
    @Test
    void readsATieFromAServerThatReturnsFewerRowsThanRequested() throws Exception {
        Instant time = NOON.minusSeconds(30);
        List<FakeList.Row> rows = list.add(time, 30).stream().map(uuid -> new FakeList.Row(uuid, time)).toList();
        Feed feed = open((sweep, request) -> {
            boolean requested = !time.isBefore(request.window().from()) && time.isBefore(request.window().to());
            int from = Math.min(request.offset(), requested ? 30 : 0);
            int to = Math.min(from + 5, requested ? 30 : 0);
            return FakeList.render(rows.subList(from, to), request.offset(), requested && to < 30);
        });

        assertThat(drain(feed)).containsExactlyInAnyOrderElementsOf(rows.stream().map(FakeList.Row::uuid).toList());
    }

    private FeedTester reading(Duration back) throws Exception {
        FeedTester reading = new FeedTester(list, clock, back).until(NOON);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        return reading;
    }

    private Feed open(SweepPageSource source) throws Exception {
        Feed feed = TestFeeds.open(
                new FeedSettings("test", NOON.minusSeconds(60), NOON, FeedTester.SETTLE, FeedTester.PERIOD), source,
                new MemoryWatermarkStore(), clock);
        clock.advance(Duration.ofMinutes(1));
        feed.refreshClock();
        return feed;
    }

    private static List<String> drain(Feed feed) throws Exception {
        List<String> delivered = new ArrayList<>();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            page.get().page().forEach(r -> delivered.add(r.getMessageUuid()));
            feed.acknowledge(page.get());
        }
        return delivered;
    }
}
