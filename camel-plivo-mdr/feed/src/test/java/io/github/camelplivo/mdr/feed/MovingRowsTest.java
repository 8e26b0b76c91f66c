package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Offset paging over rows that move. Stories: twilio-python 606 (18,289 duplicates in 128,900 rows), openlinker PR 2032
 * and taskcluster 3278 (rows never visited), plivo-java's own iterator (63 of 163 rows missed).
 */
class MovingRowsTest {

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();
    private final FeedTester reading = new FeedTester(list, clock, Duration.ofMinutes(1)).until(NOON);

    /** 59 rows, one a second, the newest last. */
    private List<String> fillTheMinute() {
        List<String> uuids = new ArrayList<>();
        for (int second = 1; second < 60; second++) {
            uuids.add(list.add(NOON.minusSeconds(60).plusSeconds(second)));
        }
        return uuids;
    }

    @Test
    void readsEachRowOnceWhenNothingMoves() throws Exception {
        List<String> uuids = fillTheMinute();

        settle();
        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void pagesShareTheRowsOfOneSecond() throws Exception {
        fillTheMinute();
        settle();

        reading.poll();

        // of 59 rows, one a second, each page but the first brings 19 new ones
        assertThat(list.requests()).isEqualTo(4);
    }

    @Test
    void losesNothingWhenARowLeavesBetweenPages() throws Exception {
        List<String> uuids = fillTheMinute();
        String newest = uuids.get(58);
        list.before(2, () -> list.remove(newest));
        settle();

        reading.poll();

        // by offset the 21st row would have moved up to the page that was read already
        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** With paging by offset it would push the last row of the previous page onto this page again. */
    @Test
    void repeatsNothingWhenARowArrivesBetweenPages() throws Exception {
        List<String> uuids = fillTheMinute();
        String[] arrived = new String[1];
        list.before(3, () -> arrived[0] = list.add(NOON.minusSeconds(55)));
        settle();

        reading.poll();

        uuids.add(arrived[0]);
        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** It was not listed when its second was read. Only a later reading can find it. */
    @Test
    void losesNoOtherRowWhenALateOneArrivesWhereItHasBeen() throws Exception {
        List<String> uuids = fillTheMinute();
        list.before(3, () -> list.add(NOON.minusSeconds(2)));
        settle();

        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void losesNothingWhenRowsChangePlacesInsideATie() throws Exception {
        List<String> uuids = new ArrayList<>(list.add(NOON.minusSeconds(30), 45));
        uuids.addAll(list.add(NOON.minusSeconds(20), 30));
        list.shuffleTies(new Random(1));
        settle();

        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /**
     * The shared row of two offset pages matches although a row is missed: one row left, and two rows of one time
     * changed places.
     */
    @Test
    void losesNothingWhenARowLeavesWhileOthersChangePlaces() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            FakeList pairs = new FakeList().shuffleTies(new Random(seed));
            List<String> uuids = new ArrayList<>();
            for (int second = 1; second < 60; second++) {
                uuids.addAll(pairs.add(NOON.minusSeconds(second), 2));
            }
            pairs.beforeEach(request -> pairs.remove(uuids.get(request)));
            FeedTester each = new FeedTester(pairs, new TestClock(NOON), Duration.ofMinutes(1)).until(NOON);
            each.feed();
            each.clock.advance(Duration.ofMinutes(1));

            each.poll();

            assertThat(each.delivered).as("seed %d", seed).doesNotHaveDuplicates().containsAll(pairs.uuids());
        }
    }

    @Test
    void readsAWindowOfOnePageInOnePiece() throws Exception {
        List<String> uuids = list.add(NOON.minusSeconds(30), 20);
        list.shuffleTies(new Random(1));
        settle();

        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(list.requests()).isEqualTo(1);
    }

    /** An empty page after a full one is the end, as is a page without next; a short page alone is not. */
    @Test
    void acceptsTheEndOnlyFromNextOrAnEmptyPage() throws Exception {
        List<FakeList.Row> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(new FakeList.Row("uuid-" + i, NOON.minusSeconds(i + 1)));
        }
        // the server receives a request for 20 rows, returns 5 and says that there are more
        SweepPageSource clamped = (sweep, request) -> {
            Window window = request.window();
            int offset = request.offset();
            List<FakeList.Row> in
                    = rows.stream().filter(r -> !r.time().isBefore(window.from()) && r.time().isBefore(window.to()))
                            .toList();
            return FakeList.render(in.subList(Math.min(offset, in.size()), Math.min(offset + 5, in.size())), offset,
                    offset < in.size());
        };
        Feed feed = TestFeeds.open(
                new FeedSettings("test", NOON.minusSeconds(60), NOON, FeedTester.SETTLE, FeedTester.PERIOD), clamped,
                new MemoryWatermarkStore(), clock);
        settle();
        feed.refreshClock();

        List<String> delivered = new ArrayList<>();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            page.get().page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add);
            feed.acknowledge(page.get());
        }

        assertThat(delivered).containsExactlyElementsOf(rows.stream().map(FakeList.Row::uuid).toList());
    }

    private void settle() throws Exception {
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
    }
}
