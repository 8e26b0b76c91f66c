package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * The rate at which the backfill moved along the time line in the last minutes, measured between two moves of its
 * cursor, which advances by whole windows.
 */
final class BackfillEta {

    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final Duration WORTH_A_GUESS = Duration.ofMinutes(1);

    /** @param nanos by a monotonic clock */
    private record Move(long nanos, Instant cursor) {
    }

    private final Deque<Move> moves = new ArrayDeque<>();

    void sample(long nanos, Instant cursor) {
        Move last = moves.peekLast();
        if (last != null && cursor.isBefore(last.cursor())) {
            // a reread has started
            moves.clear();
        }
        if (last == null || !cursor.equals(last.cursor())) {
            moves.addLast(new Move(nanos, cursor));
        }
        while (moves.size() > 2 && nanos - moves.peekFirst().nanos() > MEMORY.toNanos()) {
            moves.removeFirst();
        }
    }

    /** Time to the end at this rate, {@code null} until a rate is known. */
    @Nullable
    Duration timeTo(Instant end) {
        if (moves.isEmpty()) {
            return null;
        }
        Duration time = Duration.ofNanos(moves.peekLast().nanos() - moves.peekFirst().nanos());
        Duration way = Duration.between(moves.peekFirst().cursor(), moves.peekLast().cursor());
        if (time.compareTo(WORTH_A_GUESS) < 0 || way.isZero()) {
            return null;
        }
        Duration left = Duration.between(moves.peekLast().cursor(), end);
        return Duration.ofSeconds((long) (1.0 * left.toSeconds() / way.toSeconds() * time.toSeconds()));
    }

    /** Discards all samples. */
    void forget() {
        moves.clear();
    }
}
