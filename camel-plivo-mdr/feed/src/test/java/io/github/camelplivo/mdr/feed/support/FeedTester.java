package io.github.camelplivo.mdr.feed.support;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;

/** A feed over a {@link FakeList}, and the pages that it delivered. */
public final class FeedTester {

    public static final Duration SETTLE = Duration.ofSeconds(15);
    public static final Duration PERIOD = Duration.ofSeconds(60);

    public final FakeList list;
    public final TestClock clock;
    public final WatermarkStore store;
    public final List<String> delivered = new ArrayList<>();
    public final List<FeedPage> pages = new ArrayList<>();
    private final Instant start;
    private Instant end;
    private List<Duration> recheckAfter = List.of();
    private int windows = 1;
    private boolean deadLetter;
    private DeliveredVersions versions;
    private Feed feed;

    public FeedTester(FakeList list, TestClock clock, Duration back) {
        this(list, clock, clock.instant().minus(back), new MemoryWatermarkStore());
    }

    public FeedTester(FakeList list, TestClock clock, Instant start, WatermarkStore store) {
        this.list = list;
        this.clock = clock;
        this.start = start;
        this.store = store;
    }

    public FeedTester rechecking(Duration... ages) {
        recheckAfter = List.of(ages);
        return this;
    }

    public FeedTester windows(int atATime) {
        windows = atATime;
        return this;
    }

    public FeedTester handingOutDeadLetters() {
        deadLetter = true;
        return this;
    }

    public FeedTester remembering(DeliveredVersions delivered) {
        versions = delivered;
        return this;
    }

    public FeedTester until(Instant endTime) {
        end = endTime;
        return this;
    }

    public Feed feed() throws IOException {
        if (feed == null) {
            feed = TestFeeds.open(
                    new FeedSettings("test", start, end, SETTLE, PERIOD, recheckAfter, windows, deadLetter), list, store,
                    versions == null ? new MemoryVersions() : versions, clock);
        }
        return feed;
    }

    /** As after the end of the process: only the store remains. */
    public FeedTester restart() {
        feed = null;
        return this;
    }

    /** One poll: all pages of settled records. */
    public FeedTester poll() throws Exception {
        feed().refreshClock();
        for (var page = feed().next(); page.isPresent(); page = feed().next()) {
            process(page.get());
            feed().acknowledge(page.get());
        }
        return this;
    }

    public void process(FeedPage page) {
        pages.add(page);
        page.page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add);
    }

    public List<Window> windows() {
        return pages.stream().map(FeedPage::window).distinct().toList();
    }
}
