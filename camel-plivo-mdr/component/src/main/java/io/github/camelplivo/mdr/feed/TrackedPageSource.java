package io.github.camelplivo.mdr.feed;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.model.MdrPage;

/** Knows how many lists were answered and when the last one was requested. Asked by any thread that reads. */
final class TrackedPageSource implements SweepPageSource {

    private final SweepPageSource plivo;
    private final LongSupplier nanoTime;
    private final AtomicLong answers = new AtomicLong();
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
            answers.incrementAndGet();
            return page;
        } finally {
            requestedAt = nanoTime.getAsLong();
            inFlight.decrementAndGet();
        }
    }

    /** List requests that Plivo answered. */
    long answers() {
        return answers.get();
    }

    /** By the monotonic clock: now while a request waits for its permit or its answer; at first, when this was made. */
    long requestedAt() {
        return inFlight.get() > 0 ? nanoTime.getAsLong() : requestedAt;
    }
}
