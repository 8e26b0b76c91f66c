package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * What keeps a sweep from reading. A page that comes, but cannot be read, is asked for again after growing pauses,
 * during which other sweeps go on; anything else at the next poll.
 */
final class Setback {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final int PATIENCE = 3;

    private final Instant since;
    private final Duration period;
    private String reason;
    private int unreadable;
    private Instant pauseEnd = Instant.MIN;

    /** @param period how long it is from poll to poll */
    Setback(Instant since, Duration period) {
        this.since = since;
        this.period = period;
    }

    void add(Exception failure) {
        reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    void addUnreadable(UnreadableException failure, Instant now) {
        add(failure);
        // none after the first: the next poll comes a period later anyway
        Duration pause = period.multipliedBy((1L << Math.min(unreadable, MOST_DOUBLINGS)) - 1);
        pauseEnd = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        unreadable++;
    }

    Instant since() {
        return since;
    }

    String reason() {
        return reason;
    }

    boolean isPause(Instant now) {
        return now.isBefore(pauseEnd);
    }

    /** Whether the same page could not be read several times: no passing mishap. */
    boolean isLasting() {
        return unreadable >= PATIENCE;
    }
}
