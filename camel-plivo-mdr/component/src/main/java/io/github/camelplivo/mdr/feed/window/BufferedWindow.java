package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A window that another thread may read ahead, until its turn comes.
 */
public final class BufferedWindow implements Runnable {

    private final WindowReader reader;
    private final int capacity;
    private final Clock clock;
    private final Deque<WindowRead> steps = new ArrayDeque<>();
    private boolean running;
    private boolean claimed;
    private boolean cancelled;
    private Instant begun;

    /** @param capacity how many pages may wait in it; with many more rows than it should have it waits for its turn */
    public BufferedWindow(WindowReader reader, int capacity, Clock clock) {
        this.reader = reader;
        this.capacity = capacity;
        this.clock = clock;
    }

    public Window window() {
        return reader.window();
    }

    public int capacity() {
        return capacity;
    }

    /** The longest range that Plivo does not refuse, {@code null} if it refused none for its length. */
    public Duration longest() {
        return reader.longest();
    }

    public void isolate() {
        reader.isolate();
    }

    /**
     * Reads ahead, and on when the window's turn has come, until it is complete, the buffer full or anything goes
     * wrong.
     */
    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            while (isWanted()) {
                add(reader.read());
            }
        } catch (InterruptedException e) {
            // the feed was stopped, not this thread
        } catch (Exception e) {
            // nothing is decided yet: whoever takes asks once more, and is told
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        running = !claimed && !cancelled;
        return running;
    }

    private synchronized boolean isWanted() {
        return !cancelled && steps.size() < capacity && !reader.isComplete();
    }

    /** When it began to be read, by the clock as the first answer left it; empty unless that was ahead of its turn. */
    public synchronized Optional<Instant> begun() {
        return Optional.ofNullable(begun);
    }

    private synchronized void add(WindowRead step) {
        begun = begun == null ? clock.instant() : begun;
        steps.add(step);
        notifyAll();
    }

    private synchronized void end() {
        running = false;
        notifyAll();
    }

    /**
     * The next step: what was read ahead, then what is read now.
     *
     * @return empty when the window is complete
     */
    public Optional<WindowRead> take() throws Exception {
        synchronized (this) {
            while (steps.isEmpty() && running) {
                wait();
            }
            if (!steps.isEmpty()) {
                return Optional.of(steps.remove());
            }
            // from here on it is read by whoever takes
            claimed = true;
        }
        return reader.isComplete() ? Optional.empty() : Optional.of(reader.read());
    }

    /** It is not going to be taken. */
    public synchronized void cancel() {
        cancelled = true;
    }
}
