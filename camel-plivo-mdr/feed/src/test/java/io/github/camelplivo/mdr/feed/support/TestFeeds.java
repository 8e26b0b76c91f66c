package io.github.camelplivo.mdr.feed.support;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;

/** Feeds for tests, which read ahead on the calling thread, so that every run is the same. */
public final class TestFeeds {

    private TestFeeds() {
    }

    public static Feed open(FeedSettings settings, SweepPageSource source, WatermarkStore store, Clock clock)
            throws IOException {
        return open(settings, source, store, new MemoryVersions(), clock);
    }

    public static Feed open(
            FeedSettings settings, SweepPageSource source, WatermarkStore store, DeliveredVersions versions, Clock clock)
            throws IOException {
        LongSupplier nanoTime = clock instanceof TestClock test ? test::nanoTime : System::nanoTime;
        return new Feed(settings, source, store, versions, Runnable::run, clock, nanoTime);
    }

    /** One poll: passes every settled page to the route and acknowledges it. */
    public static void poll(Feed feed, Consumer<FeedPage> route) throws Exception {
        feed.refreshClock();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            route.accept(page.get());
            feed.acknowledge(page.get());
        }
    }

    /** One poll. Returns the uuids of the records that it delivered, in their order. */
    public static List<String> poll(Feed feed) throws Exception {
        List<String> delivered = new ArrayList<>();
        poll(feed, page -> page.page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add));
        return delivered;
    }
}
