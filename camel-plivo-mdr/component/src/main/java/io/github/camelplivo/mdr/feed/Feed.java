package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;

/**
 * Plivo's moving list as a sequence of pages, in which every version of a record comes once, and after a crash at most
 * the records of one page come again.
 * <p>
 * A page is handed out by {@link #next()} again and again until it is {@linkplain #acknowledge acknowledged}; only then
 * the position moves. Every method may be called by any thread, but the pages come one at a time.
 * <p>
 * Its log lines bear the {@link FeedName} that the thread had which opened it, or that of its watermark's key.
 */
public final class Feed implements Closeable {

    private static final FeedLogger LOG = FeedLogger.of(Feed.class);

    private final FeedName name;
    private final TrackedPageSource source;
    private final WatermarkStore store;
    private final FeedState state;
    private final FeedReader reader;
    /** Guards the state and the reader. */
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /**
     * Opens the feed where its watermark is, or at its start if there is none yet.
     *
     * @param  versions    remembers what was delivered
     * @param  executor    runs what is read ahead
     * @param  nanoTime    counts nanoseconds as {@link System#nanoTime()} does
     * @throws IOException if the watermark cannot be read or written, is that of another feed, or lies in the future
     */
    public Feed(
                FeedSettings settings, SweepPageSource source, WatermarkStore store, DeliveredVersions versions,
                Executor executor, Clock clock, LongSupplier nanoTime) throws IOException {
        this.name = FeedName.current().orElse(new FeedName(settings.key(), null));
        this.store = store;
        this.source = new TrackedPageSource(source, nanoTime);
        FeedClock feedClock = new FeedClock(clock, nanoTime, this.source);
        this.state = new FeedState(
                settings, this.source, store, versions, task -> executor.execute(() -> name.run(task::run)), feedClock,
                nanoTime);
        this.reader = new FeedReader(
                state, feedClock, new ClockProbe(this.source, feedClock, settings.pollDelay()), versions,
                settings.pollDelay());
        name.run(() -> state.start(store));
        look();
    }

    /** How logs name it. */
    public FeedName name() {
        return name;
    }

    /** Looks at the clock: the next pages reach as far as what is settled now. */
    public void look() {
        lock.lock();
        try {
            reader.startPoll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The oldest page that was not acknowledged yet. Reads as long as it takes to find one.
     *
     * @return                      empty when all was read that had settled at the last {@link #look()}
     * @throws InterruptedException when the source was told to stop while it waited
     * @throws Exception            when a page could not be had, or the watermark not be written; nothing is lost by
     *                              that, the next call continues from there
     */
    public Optional<FeedPage> next() throws Exception {
        lock.lock();
        try {
            if (state.pending() == null) {
                name.run(reader::read);
            }
            return Optional.ofNullable(state.pending()).map(Delivery::page);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The page has been processed and is not to come again.
     *
     * @throws IOException if the watermark could not be written. In this process the page does not come again all the
     *                     same, and {@link #next()} gives no further page until the watermark could be written
     */
    public void acknowledge(FeedPage page) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException(
                        "Page " + page.id()
                                      + " was completed after the feed was closed; the page will be redelivered");
            }
            if (state.pending() == null || page != state.pending().page()) {
                throw new IllegalArgumentException("Page " + page.id() + " is not the page that awaits its acknowledgement");
            }
            state.acknowledge();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the backfill wait, until it is resumed or the feed opened again, and live reads and rechecks continue. */
    public void pauseBackfill() {
        name.run(() -> state.pauseBackfill(true));
    }

    /** Resumes the backfill at the next poll. */
    public void resumeBackfill() {
        name.run(() -> state.pauseBackfill(false));
    }

    /**
     * Reads everything again from the given time to where the live sweep is, as a new backfill that begins with the
     * next poll, also after a restart. Versions that are remembered as delivered do not come again.
     *
     * @throws IllegalArgumentException if there is nothing to read again from that time on, or Plivo no longer has it
     */
    public void reread(Instant from) {
        state.reread().request(from, progress().live().cursor());
        // otherwise the thread that holds the lock saves it with its next step
        if (lock.tryLock()) {
            try {
                name.run(() -> saveReread(from));
            } finally {
                lock.unlock();
            }
        }
    }

    private void saveReread(Instant from) {
        try {
            state.save();
        } catch (IOException e) {
            LOG.warn("The request to read again from {} is not stored yet, and a restart would lose it: {}. The feed tries"
                     + " to store it at each poll",
                    from, e.getMessage());
        }
    }

    /** Whether {@code endTime} was reached: no page will ever come again. */
    public boolean isOver() {
        lock.lock();
        try {
            return state.pending() == null && state.isAllRead();
        } finally {
            lock.unlock();
        }
    }

    /** Monotonic time of the last list, or of the opening; of now while a list waits for its permit or its answer. */
    public long requestedAt() {
        return source.requestedAt();
    }

    /**
     * The last failure of a stretch that was set aside, in this poll; {@code null} if there was none. It ends no poll.
     */
    public Exception stretchFailure() {
        lock.lock();
        try {
            return reader.stretchFailure();
        } finally {
            lock.unlock();
        }
    }

    /** How far it has come. Does not wait, also while a page is being read. */
    public FeedProgress progress() {
        return state.progress();
    }

    /** Leaves the watermark to the next opening of the feed. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            state.readers().map(Sweep::windows).forEach(SweepWindows::cancel);
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
