package io.github.camelplivo.mdr.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A window that another thread may read ahead, until its turn comes. At most {@link #CAPACITY} pages wait in it.
 */
final class BufferedWindow implements Runnable {

    /** Somewhat more than a window should have; one that turns out to have many more waits for its turn. */
    private static final int CAPACITY = WindowLength.PAGES + WindowLength.PAGES / 2;

    private final WindowReader reader;
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean running;
    private boolean claimed;

    BufferedWindow(WindowReader reader) {
        this.reader = reader;
    }

    Window window() {
        return reader.window();
    }

    void isolate() {
        reader.isolate();
    }

    /** Reads ahead until the window is complete, the buffer full, anything goes wrong, or the window's turn comes. */
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
        running = !claimed;
        return running;
    }

    private synchronized boolean isWanted() {
        return !claimed && steps.size() < CAPACITY && !reader.isComplete();
    }

    private synchronized void add(Step step) {
        steps.add(step);
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
    Optional<Step> take() throws Exception {
        synchronized (this) {
            claimed = true;
            while (steps.isEmpty() && running) {
                wait();
            }
            if (!steps.isEmpty()) {
                return Optional.of(steps.remove());
            }
        }
        return reader.isComplete() ? Optional.empty() : Optional.of(reader.read());
    }

    /** It is not going to be taken. */
    synchronized void cancel() {
        claimed = true;
    }
}
