package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A window that another thread may read ahead until the sweep reaches it.
 */
public final class BufferedWindow implements Runnable {

    private final WindowReader reader;
    private final long capacity;
    private final Clock clock;
    private final Deque<WindowRead> steps = new ArrayDeque<>();
    /** Sizes of the waiting responses together, and of the largest one. */
    private long bytes;
    private long largest;
    private @Nullable Runnable release;
    private boolean running;
    private boolean claimed;
    private boolean cancelled;
    private boolean dividing;
    private @Nullable Instant startedAt;
    /** Number of its rows; -1 until it was read ahead to its end. */
    private int rows = -1;

    /**
     * @param capacity how many bytes of responses may wait in it; a window with many more rows than expected waits
     *                 until the sweep reaches it
     */
    public BufferedWindow(WindowReader reader, long capacity, Clock clock) {
        this.reader = reader;
        this.capacity = capacity;
        this.clock = clock;
    }

    public Window window() {
        return reader.window();
    }

    public long capacity() {
        return capacity;
    }

    /**
     * Leaves the part before the given second to another window, and takes back the read that was taken from it. Waits
     * for a response that another thread awaits; that thread then ends.
     *
     * @return false if there is no such part, and the window was not changed
     */
    public synchronized boolean startAt(Instant second, WindowRead taken) throws InterruptedException {
        dividing = true;
        while (running) {
            wait();
        }
        dividing = false;
        if (!reader.startAt(second)) {
            return false;
        }
        // its first response has come, also if no thread reads on
        startedAt = startedAt == null ? clock.instant() : startedAt;
        steps.addFirst(taken);
        bytes += taken.page().responseBytes();
        claimed = false;
        return true;
    }

    /** The longest range that Plivo does not refuse, {@code null} if it refused none for its length. */
    public @Nullable Duration longest() {
        return reader.longest();
    }

    public void isolate() {
        reader.isolate();
    }

    /**
     * Reads ahead until the window is complete, the buffer is full or a read fails.
     */
    @Override
    public void run() {
        if (!start()) {
            return;
        }
        try {
            while (isWanted()) {
                add(reader.read());
            }
        } catch (InterruptedException e) {
            // the feed was stopped, not this thread
        } catch (Exception e) {
            // not handled here: the thread that takes the window sends the request again and sees the failure
        } finally {
            end();
        }
    }

    private synchronized boolean start() {
        running = !claimed && !cancelled;
        return running;
    }

    private synchronized boolean isWanted() {
        return !cancelled && !dividing && bytes + largest <= capacity && !reader.isComplete();
    }

    /** When its reading started, by the clock after the first response; empty unless it was read ahead. */
    public synchronized Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** Whether it still awaits its first response. */
    public synchronized boolean isUnanswered() {
        return startedAt == null;
    }

    /** Whether it was read to its end, and has few rows. */
    public synchronized boolean hasFewerRowsThan(int many) {
        return rows >= 0 && rows < many;
    }

    private synchronized void add(WindowRead step) {
        startedAt = startedAt == null ? clock.instant() : startedAt;
        rows = reader.isComplete() ? step.rows() : -1;
        steps.add(step);
        bytes += step.page().responseBytes();
        largest = Math.max(largest, step.page().responseBytes());
        notifyAll();
    }

    private synchronized void end() {
        running = false;
        notifyAll();
    }

    /**
     * The next read: first those that were read ahead, then new ones.
     *
     * @return empty when the window is complete
     */
    public Optional<WindowRead> take() throws Exception {
        synchronized (this) {
            while (steps.isEmpty() && running) {
                wait();
            }
            if (!steps.isEmpty()) {
                WindowRead step = steps.remove();
                bytes -= step.page().responseBytes();
                return Optional.of(step);
            }
            // from here on the thread that takes the window reads it
            claimed = true;
        }
        return reader.isComplete() ? Optional.empty() : Optional.of(reader.read());
    }

    /**
     * Records that memory was reserved for it.
     *
     * @param releaseMemory runs when the window is cancelled
     */
    public synchronized void reserved(Runnable releaseMemory) {
        release = releaseMemory;
    }

    /** Whether memory is reserved for it. */
    public synchronized boolean isReserved() {
        return release != null;
    }

    /** Ends the reading ahead, because the window is complete or not needed, and releases its memory. */
    public synchronized void cancel() {
        cancelled = true;
        if (release != null) {
            release.run();
            release = null;
        }
    }
}
