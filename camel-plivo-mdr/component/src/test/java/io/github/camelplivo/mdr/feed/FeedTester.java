package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.TestClock;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** A feed over a {@link FakeList}, and what it delivered. */
final class FeedTester {

    static final Duration SETTLE = Duration.ofSeconds(15);
    static final Duration PERIOD = Duration.ofSeconds(60);

    final FakeList list;
    final TestClock clock;
    final WatermarkStore store;
    final List<String> delivered = new ArrayList<>();
    final List<FeedPage> pages = new ArrayList<>();
    private final Instant start;
    private Instant end;
    private List<Duration> recheckAfter = List.of();
    private int windows = 1;
    private boolean deadLetter;
    private DeliveredVersions versions;
    private Feed feed;

    FeedTester(FakeList list, TestClock clock, Duration back) {
        this(list, clock, clock.instant().minus(back), new MemoryWatermarkStore());
    }

    FeedTester(FakeList list, TestClock clock, Instant start, WatermarkStore store) {
        this.list = list;
        this.clock = clock;
        this.start = start;
        this.store = store;
    }

    FeedTester rechecking(Duration... ages) {
        recheckAfter = List.of(ages);
        return this;
    }

    FeedTester windows(int atATime) {
        windows = atATime;
        return this;
    }

    FeedTester handingOutDeadLetters() {
        deadLetter = true;
        return this;
    }

    FeedTester remembering(DeliveredVersions delivered) {
        versions = delivered;
        return this;
    }

    FeedTester until(Instant endTime) {
        end = endTime;
        return this;
    }

    Feed feed() throws IOException {
        if (feed == null) {
            feed = TestFeeds.open(
                    new FeedSettings("test", start, end, SETTLE, PERIOD, recheckAfter, windows, deadLetter), list, store,
                    versions == null ? new MemoryVersions() : versions, clock);
        }
        return feed;
    }

    /** As after the end of the process: nothing is left but the store. */
    FeedTester restart() {
        feed = null;
        return this;
    }

    /** One poll: all pages up to what has settled. */
    FeedTester poll() throws Exception {
        feed().refreshClock();
        for (var page = feed().next(); page.isPresent(); page = feed().next()) {
            process(page.get());
            feed().acknowledge(page.get());
        }
        return this;
    }

    void process(FeedPage page) {
        pages.add(page);
        page.page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add);
    }

    List<Window> windows() {
        return pages.stream().map(FeedPage::window).distinct().toList();
    }
}
