package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.camelplivo.mdr.log.FeedLogger;

/** Corrects the first start of a feed once the first response shows that the clock was fast then. */
final class FirstStart {

    private static final FeedLogger LOG = FeedLogger.of(FirstStart.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final boolean nothingRead;
    private boolean checked;

    /** @param nothingRead whether the feed has not read anything yet */
    FirstStart(boolean nothingRead) {
        this.nothingRead = nothingRead;
    }

    /** Whether no response has confirmed or corrected the clock yet. */
    boolean isDoubtful() {
        return nothingRead && !checked;
    }

    /**
     * Where the feed should have started.
     *
     * @param  started where the live sweep did start
     * @return         empty if that was correct, and after the first call with a response
     */
    Optional<Instant> correction(FeedClock clock, Instant started) {
        if (checked || !clock.isAnswered()) {
            return Optional.empty();
        }
        checked = true;
        Duration ahead = clock.aheadAtOpening();
        // an earlier process may have written the wrong start, and stopped before it could correct it
        Instant correctStart = ahead.compareTo(CLOCK_TOLERANCE) > 0 ? clock.openedAt().minus(ahead) : clock.openedAt();
        return nothingRead && started.isAfter(correctStart) ? Optional.of(correctStart) : Optional.empty();
    }

    /** Logs that the feed starts at the corrected time, with this start of its live sweep. */
    static void log(Instant corrected, Instant started, Instant live) {
        LOG.warn("The clock of this machine was {} s ahead when the feed was first started: it starts at {} instead of {}, and"
                 + " loses no record. Synchronize this machine's clock (NTP)",
                Duration.between(corrected, started).toSeconds(), live, started);
    }
}
