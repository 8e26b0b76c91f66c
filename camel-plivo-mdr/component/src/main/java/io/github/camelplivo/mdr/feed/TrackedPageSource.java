package io.github.camelplivo.mdr.feed;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.model.MdrPage;

/** Knows how many lists were answered and when the last one was requested. Asked by any thread that reads. */
final class TrackedPageSource implements SweepPageSource {

    private final SweepPageSource plivo;
    private final LongSupplier nanoTime;
    private final AtomicLong answers = new AtomicLong();
    private volatile long requestedAt;

    TrackedPageSource(SweepPageSource plivo, LongSupplier nanoTime) {
        this.plivo = plivo;
        this.nanoTime = nanoTime;
        requestedAt = nanoTime.getAsLong();
    }

    @Override
    public MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        requestedAt = nanoTime.getAsLong();
        MdrPage page = plivo.page(sweep, request);
        requestedAt = nanoTime.getAsLong();
        answers.incrementAndGet();
        return page;
    }

    /** Lists that were answered. */
    long answers() {
        return answers.get();
    }

    /** By the monotonic clock; when this was made if none was requested. */
    long requestedAt() {
        return requestedAt;
    }
}
