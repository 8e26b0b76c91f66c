package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A destination that stores each record together with the watermark after it, and loses everything from some record on:
 * a feed that opens at the last stored watermark delivers exactly the rest.
 */
class RecordPositionTest {

    private static final String KEY = "test";
    private static final Instant START = NOON.minus(Duration.ofMinutes(20));

    /** Records in the order of their delivery, each with the watermark after it. */
    private final List<String> uuids = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final TestClock clock = new TestClock(NOON);

    private Feed open(FakeList list, WatermarkStore store) throws IOException {
        return TestFeeds.open(
                new FeedSettings(KEY, START, null, FeedTester.SETTLE, FeedTester.PERIOD), list, store, new MemoryVersions(),
                clock);
    }

    private static WatermarkStore at(String line) throws IOException {
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        store.save(line);
        return store;
    }

    private void read(Feed feed) throws Exception {
        feed.refreshClock();
        for (Optional<FeedPage> page = feed.next(); page.isPresent(); page = feed.next()) {
            List<String> after = feed.watermarks(page.get());
            assertThat(after).hasSameSizeAs(page.get().page());
            page.get().page().forEach(record -> uuids.add(record.getMessageUuid()));
            lines.addAll(after);
            feed.acknowledge(page.get());
        }
    }

    /** Half of the rows are of crowded seconds, in another order at each request. */
    private static FakeList list(int seed) {
        Random random = new Random(seed);
        FakeList list = new FakeList().shuffleTies(random);
        for (int i = 0; i < 150; i++) {
            long millis = random.nextInt(19 * 60_000);
            list.add(START.plusMillis(random.nextBoolean() ? millis : millis / 300_000 * 300_000));
        }
        return list;
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 6 })
    void aFeedThatOpensAfterAnyRecordDeliversExactlyTheRest(int seed) throws Exception {
        FakeList list = list(seed);
        read(open(list, new MemoryWatermarkStore()));
        List<String> all = List.copyOf(uuids);
        List<String> allLines = List.copyOf(lines);
        assertThat(all).hasSize(150).doesNotHaveDuplicates();

        for (int stored = 1; stored < all.size(); stored++) {
            uuids.clear();
            read(open(list, at(allLines.get(stored - 1))));

            assertThat(uuids).as("after %s records", stored).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(new HashSet<>(all.subList(stored, all.size())));
        }
    }

    @Test
    void theLastLineOfAPageIsTheOneThatTheFeedSaves() throws Exception {
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        Feed feed = open(list(7), store);
        feed.refreshClock();
        FeedPage page = feed.next().orElseThrow();
        List<String> after = feed.watermarks(page);

        feed.acknowledge(page);

        assertThat(store.load()).contains(after.get(after.size() - 1));
    }

    @Test
    void onlyThePageThatAwaitsItsAcknowledgementHasLines() throws Exception {
        Feed feed = open(list(8), new MemoryWatermarkStore());
        feed.refreshClock();
        FeedPage page = feed.next().orElseThrow();
        feed.acknowledge(page);

        assertThatThrownBy(() -> feed.watermarks(page)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWatermarkFromElsewhereIsChecked() throws Exception {
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        open(list(9), store);
        String line = store.load().orElseThrow();

        Watermarks.require(line, KEY, START, "the offset");
        assertThatThrownBy(() -> Watermarks.require("{}", KEY, null, "the offset")).isInstanceOf(IOException.class)
                .hasMessageContaining("the offset");
        assertThatThrownBy(() -> Watermarks.require(line, "other", null, "the offset")).hasMessageContaining("another feed");
        assertThatThrownBy(() -> Watermarks.require(line, KEY, NOON.plusSeconds(1), "the offset"))
                .hasMessageContaining("allowed is a time before 2026-11-21T12:00:00Z");
    }
}
