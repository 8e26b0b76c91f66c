package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many lists Plivo accepted within the last minute. */
final class RecentLists {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deque<Long> accepted = new ArrayDeque<>();

    /** @param now by the monotonic clock */
    void accepted(long now) {
        accepted.addLast(now);
        count(now);
    }

    int count(long now) {
        long start = now - MINUTE.toNanos();
        while (!accepted.isEmpty() && accepted.peekFirst() - start <= 0) {
            accepted.removeFirst();
        }
        return accepted.size();
    }
}
