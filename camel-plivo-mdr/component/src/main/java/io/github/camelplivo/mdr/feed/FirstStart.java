package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Corrects the first start of a feed once the first answer shows that the clock was fast then. */
final class FirstStart {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final boolean fresh;
    private boolean checked;

    /** @param fresh whether the feed has not read anything yet */
    FirstStart(boolean fresh) {
        this.fresh = fresh;
    }

    /** Whether no answer has shown yet if the clock was right. */
    boolean isDoubtful() {
        return fresh && !checked;
    }

    /**
     * Where the feed should have started.
     *
     * @param  started where the live sweep did start
     * @return         empty where that was right, and after the first call with an answer
     */
    Optional<Instant> correction(FeedClock clock, Instant started) {
        if (checked || !clock.isAnswered()) {
            return Optional.empty();
        }
        checked = true;
        Duration ahead = clock.aheadAtOpening();
        // an earlier process may have written the wrong start, and ended before it could correct it
        Instant right = ahead.compareTo(CLOCK_TOLERANCE) > 0 ? clock.openedAt().minus(ahead) : clock.openedAt();
        return fresh && started.isAfter(right) ? Optional.of(right) : Optional.empty();
    }
}
