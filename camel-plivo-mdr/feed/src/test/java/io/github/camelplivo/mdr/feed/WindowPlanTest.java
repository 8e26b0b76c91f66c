package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Windows follow the density; their cost is counted in requests. */
class WindowPlanTest {

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void readsNinetyEmptyDaysWithTensOfRequests() throws Exception {
        reading(Duration.ofDays(90)).poll();

        assertThat(list.requests()).isLessThan(30);
    }

    @Test
    void sendsAboutOneRequestPerPollForAQuietAccount() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO);
        for (int poll = 0; poll < 60; poll++) {
            clock.advance(Duration.ofMinutes(1));
            reading.poll();
        }

        assertThat(list.requests()).isLessThanOrEqualTo(61);
    }

    @Test
    void spendsHardlyMoreRequestsOnABacklogThanItHasPages() throws Exception {
        Random random = new Random(3);
        int records = 20_000;
        for (int i = 0; i < records; i++) {
            list.add(NOON.minusMillis(1 + random.nextInt(86_400_000)));
        }
        FeedTester reading = reading(Duration.ofDays(1)).poll();

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(records);
        // 1.08 / 20 a record: 1,000 pages could not be less
        assertThat(list.requests()).isLessThanOrEqualTo(1_080);
    }

    @Test
    void windowsComeOldestFirst() throws Exception {
        for (int hour = 1; hour < 48; hour++) {
            list.add(NOON.minus(Duration.ofHours(hour)));
        }
        FeedTester reading = reading(Duration.ofDays(2)).poll();

        assertThat(reading.windows()).isSortedAccordingTo((a, b) -> a.from().compareTo(b.from())).hasSizeGreaterThan(1);
    }

    /**
     * After weeks without records windows are long; the state of one with a busy hour must not grow with it.
     */
    @Test
    void readsATooDenseWindowWithASmallWatermark() throws Exception {
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            uuids.add(list.add(NOON.minus(Duration.ofDays(1)).plusMillis(i * 600L)));
        }
        int[] longest = { 0 };
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        FeedTester reading
                = new FeedTester(list, clock, NOON.minus(Duration.ofDays(60)), new Measured(store, longest)).until(NOON);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));

        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(longest[0]).as("the watermark stays small").isLessThan(500);
        // a page shares one or two rows with the one before, because two a second come
        assertThat(list.requests()).isLessThan(350);
    }

    private record Measured(WatermarkStore store, int[] longest) implements WatermarkStore {

        @Override
        public Optional<String> load() throws IOException {
            return store.load();
        }

        @Override
        public void save(String line) throws IOException {
            longest[0] = Math.max(longest[0], line.length());
            store.save(line);
        }
    }

    private FeedTester reading(Duration back) throws Exception {
        FeedTester reading = new FeedTester(list, clock, back).until(NOON);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        return reading;
    }
}
