package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Many rows of one time. Stories: kafka-connect-jdbc 598 (10,000 rows at T1, half of them lost), Airbyte 85918, jira's
 * newest issues (those of the same instant removed).
 */
class TieTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void readsAThousandRowsOfOneSecond() throws Exception {
        Set<String> uuids = new HashSet<>(list.add(NOON.minusSeconds(40), 1000));
        list.shuffleTies(new Random(7));
        Reading reading = reading(Duration.ofHours(1));

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
        Reading reading = reading(Duration.ofHours(20));

        reading.poll();

        assertThat(reading.delivered).doesNotHaveDuplicates();
        assertThat(new HashSet<>(reading.delivered)).containsAll(expected);
    }

    @Test
    void acceptsAListThatNamesARecordTwiceInsteadOfReadingItForEver() throws Exception {
        List<FakeList.Row> rows = list.add(NOON.minusSeconds(30), 30).stream()
                .map(uuid -> new FakeList.Row(uuid, NOON.minusSeconds(30))).toList();
        List<FakeList.Row> doubled = new ArrayList<>(rows);
        doubled.add(rows.get(3));
        PageSource source = request -> request.window().from().isAfter(NOON.minusSeconds(30))
                || !request.window().to().isAfter(NOON.minusSeconds(30))
                        ? FakeList.render(List.of(), request.offset(), false)
                        : FakeList.render(doubled.subList(Math.min(request.offset(), 31), Math.min(request.offset() + 20, 31)),
                                request.offset(), request.offset() + 20 < 31);
        Feed feed = open(source);

        assertThat(drain(feed)).containsExactlyInAnyOrderElementsOf(rows.stream().map(FakeList.Row::uuid).toList());
    }

    @Test
    void saysThatTheServerDoesNotPageInsteadOfReadingForEver() throws Exception {
        List<FakeList.Row> rows = list.add(NOON.minusSeconds(30), 20).stream()
                .map(uuid -> new FakeList.Row(uuid, NOON.minusSeconds(30))).toList();
        Feed feed = open(request -> FakeList.render(rows, request.offset(), true));

        assertThatThrownBy(() -> drain(feed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("does not page");
    }

    private Reading reading(Duration back) throws Exception {
        Reading reading = new Reading(list, clock, back).until(NOON);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        return reading;
    }

    private Feed open(PageSource source) throws Exception {
        Feed feed = TestFeeds.open(
                new FeedSettings("test", NOON.minusSeconds(60), NOON, Reading.SETTLE, Reading.PERIOD), source,
                new MemoryWatermarkStore(), clock);
        clock.advance(Duration.ofMinutes(1));
        feed.look();
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
