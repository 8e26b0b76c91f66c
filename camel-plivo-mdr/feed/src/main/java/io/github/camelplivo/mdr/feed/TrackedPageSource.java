package io.github.camelplivo.mdr.feed;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.model.MdrPage;

/** Tracks how many lists Plivo answered and when the last one was requested. Safe for use by all threads that read. */
final class TrackedPageSource implements SweepPageSource {

    private final SweepPageSource plivo;
    private final LongSupplier nanoTime;
    private final AtomicLong responses = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long requestedAt;

    TrackedPageSource(SweepPageSource plivo, LongSupplier nanoTime) {
        this.plivo = plivo;
        this.nanoTime = nanoTime;
        requestedAt = nanoTime.getAsLong();
    }

    @Override
    public MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        inFlight.incrementAndGet();
        try {
            MdrPage page = plivo.page(sweep, request);
            responses.incrementAndGet();
            return page;
        } finally {
            requestedAt = nanoTime.getAsLong();
            inFlight.decrementAndGet();
        }
    }

    /** List requests that Plivo answered. */
    long responses() {
        return responses.get();
    }

    /**
     * By the monotonic clock: the current time while a request waits for its permit or its response; initially the time
     * of creation.
     */
    long requestedAt() {
        return inFlight.get() > 0 ? nanoTime.getAsLong() : requestedAt;
    }
}
