package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast the backfill has moved along the time line in the last minutes, measured from one move of its cursor to
 * another: between them it stands still, because it moves by whole windows.
 */
final class BackfillEta {

    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final Duration WORTH_A_GUESS = Duration.ofMinutes(1);

    /** @param nanos by a monotonic clock */
    private record Move(long nanos, Instant cursor) {
    }

    private final Deque<Move> moves = new ArrayDeque<>();

    void look(long nanos, Instant cursor) {
        Move last = moves.peekLast();
        if (last != null && cursor.isBefore(last.cursor())) {
            // a reread began
            moves.clear();
        }
        if (last == null || !cursor.equals(last.cursor())) {
            moves.addLast(new Move(nanos, cursor));
        }
        while (moves.size() > 2 && nanos - moves.peekFirst().nanos() > MEMORY.toNanos()) {
            moves.removeFirst();
        }
    }

    /** How long until the end at this pace, {@code null} as long as there is none. */
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

    /** As when nothing was seen yet. */
    void forget() {
        moves.clear();
    }
}
