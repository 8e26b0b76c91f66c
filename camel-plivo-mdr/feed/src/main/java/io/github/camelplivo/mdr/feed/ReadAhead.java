package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.github.camelplivo.mdr.feed.window.BufferedWindow;
import io.github.camelplivo.mdr.feed.window.Window;
import org.jspecify.annotations.Nullable;

/** The windows after the current one, which other threads read ahead. They follow each other without a gap. */
final class ReadAhead {

    /** Windows that may be empty when a busy time ends. */
    private static final int MOST_UNANSWERED = 4;

    private final Executor executor;
    private final ReadAheadBudget budget;
    private final Deque<BufferedWindow> windows = new ArrayDeque<>();

    ReadAhead(Executor executor, ReadAheadBudget budget) {
        this.executor = executor;
        this.budget = budget;
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    /** Where the first window starts, {@code null} if there is none. */
    @Nullable
    Instant start() {
        return windows.isEmpty() ? null : windows.getFirst().window().from();
    }

    /** Where the last window ends, or the given end of the current window. */
    Instant end(Instant head) {
        return windows.isEmpty() ? head : windows.getLast().window().to();
    }

    /**
     * Removes and returns the window that starts there.
     *
     * @return {@code null} if there is none. Drops windows that start before, or that end after the limit
     */
    @Nullable
    BufferedWindow take(Instant from, Instant limit) {
        BufferedWindow first = windows.peek();
        if (first != null && (first.window().from().isBefore(from) || first.window().to().isAfter(limit))) {
            cancel();
            return null;
        }
        return first != null && first.window().from().equals(from) ? windows.remove() : null;
    }

    boolean contains(BufferedWindow window) {
        return windows.contains(window);
    }

    /** Adds a window before the first, and reads it ahead if it fits into memory. */
    void addFirst(BufferedWindow window) {
        windows.addFirst(window);
        if (reserve(window)) {
            read(window);
        }
    }

    /**
     * Adds windows while they fit into memory, up to the limit; only a few before their first responses show whether
     * there still is much to read.
     */
    void fill(Instant head, Instant limit, WindowPlanner planner, Function<Window, BufferedWindow> opener) {
        long room = planner.aheadCapacity() - windows.stream().mapToLong(BufferedWindow::capacity).sum();
        for (Instant from = end(head); planner.isBusy() && from.isBefore(limit) && isWorthwhile(); from = end(head)) {
            BufferedWindow next = opener.apply(planner.plan(from, limit));
            room -= next.capacity();
            if (room < 0 || !planner.readsAhead() || !reserve(next)) {
                return;
            }
            windows.add(next);
            if (!read(next)) {
                return;
            }
        }
    }

    private boolean reserve(BufferedWindow window) {
        if (window.isReserved()) {
            return true;
        }
        boolean reserved = budget.take(window.capacity());
        if (reserved) {
            window.reserved(() -> budget.give(window.capacity()));
        }
        return reserved;
    }

    private boolean isWorthwhile() {
        return windows.stream().filter(BufferedWindow::isUnanswered).count() < MOST_UNANSWERED
                && windows.stream().noneMatch(window -> window.hasFewerRowsThan(WindowLength.MANY_ROWS));
    }

    private boolean read(BufferedWindow window) {
        try {
            executor.execute(window);
            return true;
        } catch (RejectedExecutionException e) {
            // shut down already: the sweep reads the window when it reaches it
            return false;
        }
    }

    void cancel() {
        windows.forEach(BufferedWindow::cancel);
        windows.clear();
    }
}
