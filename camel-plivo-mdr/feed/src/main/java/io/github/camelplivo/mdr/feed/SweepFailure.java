package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Why a sweep cannot read, since when, and when it tries again. A sweep that failed lets others go first for two poll
 * periods. The feed tries an unreadable stretch again after increasing pauses; after any other failure, which may
 * concern every list, it tries at the next poll.
 */
final class SweepFailure {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final int PATIENCE = 3;

    private final Instant since;
    private final Duration period;
    private @Nullable String reason;
    private int attempts;
    private boolean answeredElsewhere;
    private int unreadable;
    private long pauseEnd;
    private long yieldEnd;

    /** @param period from poll to poll */
    SweepFailure(Instant since, Duration period) {
        this.since = since;
        this.period = period;
    }

    /**
     * @param stretch whether the response shows that this stretch of time is unreadable
     * @param now     by the ticker
     */
    void add(Throwable failure, boolean stretch, long now) {
        reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        pauseEnd = now;
        if (stretch) {
            // no pause after the first: another attempt follows at once, or in the next poll
            Duration pause = period.multipliedBy((1L << Math.min(unreadable, MOST_DOUBLINGS)) - 1);
            pauseEnd = now + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
            unreadable++;
        }
        yieldEnd = now + 2 * period.toNanos();
        attempts++;
    }

    /** The failure of a part, which the feed has not tried alone yet. */
    SweepFailure again() {
        SweepFailure part = new SweepFailure(since, period);
        part.reason = reason;
        return part;
    }

    Instant since() {
        return since;
    }

    @Nullable
    String reason() {
        return reason;
    }

    int attempts() {
        return attempts;
    }

    boolean isPause(long now) {
        return now - pauseEnd < 0;
    }

    /** Whether sweeps that can read go first. */
    boolean yields(long now) {
        return now - yieldEnd < 0;
    }

    /** Ends the pause, because another stretch that failed became readable. */
    void endPause(long now) {
        pauseEnd = now;
    }

    /**
     * Plivo answers another list.
     *
     * @return whether it did so after an earlier failure, too
     */
    boolean answeredElsewhere() {
        boolean before = answeredElsewhere;
        answeredElsewhere = true;
        return before;
    }

    /** Whether several attempts at the same page failed, so that the failure is not transient. */
    boolean isLasting() {
        return unreadable >= PATIENCE;
    }
}
