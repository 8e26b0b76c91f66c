package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.log.FeedName;
import org.jspecify.annotations.Nullable;

/**
 * Plivo's moving list as a sequence of pages. It delivers every version of a record once, and after a crash redelivers
 * at most the records of one page.
 * <p>
 * {@link #next()} returns a page again and again until it is {@linkplain #acknowledge acknowledged}; only then does the
 * position move. Any thread may call any method, but the feed delivers one page at a time. Its log lines have the
 * {@link FeedName} of the thread that opened it, or else its watermark key.
 */
public final class Feed implements Closeable {

    private final FeedName name;
    private final TrackedPageSource source;
    private final WatermarkStore store;
    private final FeedState state;
    private final FeedReader reader;
    /** Guards the state and the reader. */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Opens the feed where its watermark is, or at its start if there is none yet.
     *
     * @param  versions    stores the delivered versions
     * @param  executor    runs the reading ahead
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
        refreshClock();
    }

    /** Its name in logs. */
    public FeedName name() {
        return name;
    }

    /** Reads the clock: the next pages contain records up to those that are settled now. */
    public void refreshClock() {
        lock.lock();
        try {
            reader.startPoll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The oldest page that is not acknowledged yet. Reads until it finds one.
     *
     * @return                      empty when the feed has read everything that had settled at the last
     *                              {@link #refreshClock()}
     * @throws InterruptedException when the source was stopped while it waited
     * @throws Exception            when a page could not be read, or the watermark could not be written or belongs to
     *                              another feed now; no data is lost, and the next call continues from there
     */
    public Optional<FeedPage> next() throws Exception {
        lock.lock();
        try {
            store.check();
            if (state.pending().isEmpty()) {
                name.run(reader::read);
                store.check();
            }
            return state.pending().page();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Confirms that the route has processed the page.
     *
     * @throws IOException if the watermark could not be written. This process does not redeliver the page, and
     *                     {@link #next()} returns no further page until it has written the watermark
     */
    public void acknowledge(FeedPage page) throws IOException {
        lock.lock();
        try {
            state.acknowledge(page);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The watermark after each record of the page, in the page's order, for a destination that stores each record
     * together with a position: a feed that opens at one of these lines delivers the records after it. The last one is
     * the line after the page; for a malformed row, it is the only one.
     *
     * @throws IOException if the page is not the one that awaits its acknowledgement
     */
    public List<String> watermarks(FeedPage page) throws IOException {
        lock.lock();
        try {
            return state.watermarks(page);
        } finally {
            lock.unlock();
        }
    }

    /** Pauses the backfill until it is resumed or the feed is opened again; live reads and rechecks continue. */
    public void pauseBackfill() {
        name.run(() -> state.pauseBackfill(true));
    }

    /** Resumes the backfill at the next poll. */
    public void resumeBackfill() {
        name.run(() -> state.pauseBackfill(false));
    }

    /**
     * Reads everything again from the given time to where the live sweep is, as a new backfill that starts with the
     * next poll, also after a restart. The feed does not deliver a stored version again.
     *
     * @throws IllegalArgumentException if there is nothing to read again from that time on, or Plivo no longer has it
     */
    public void reread(Instant from) {
        state.reread().request(from, progress().live().cursor());
        // otherwise the thread that holds the lock saves it with its next request
        if (lock.tryLock()) {
            try {
                name.run(state::save);
            } catch (IOException e) {
                name.run(() -> state.reread().notStored(e));
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether the feed has reached {@code endTime}: it will deliver no further page. */
    public boolean isFinished() {
        lock.lock();
        try {
            return state.pending().isEmpty() && state.isAllRead();
        } finally {
            lock.unlock();
        }
    }

    /** Monotonic time of the last list request, or of the opening; the current time while a list waits. */
    public long requestedAt() {
        return source.requestedAt();
    }

    /** The last failure of a stretch that was set aside, in this poll; {@code null} if there was none. */
    public @Nullable Exception stretchFailure() {
        lock.lock();
        try {
            return reader.stretchFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Its progress. Does not wait, even while the feed reads a page. */
    public FeedProgress progress() {
        return state.progress();
    }

    /** Releases the watermark for the next opening of the feed. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            state.pending().close();
            state.readers().map(Sweep::windows).forEach(SweepWindows::cancel);
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
