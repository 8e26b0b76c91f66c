package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Clock;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.TestClock;

/** Feeds for tests, which read ahead on the thread that asks, so that every run is the same. */
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
}
