package io.github.camelplivo.mdr.campaign;

import java.time.Duration;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedProgress;

/** Whether a feed reports that it makes no progress, judged by its published figures with a rule of the campaign. */
final class Health {

    private static final int SILENT_DELAYS = 3;

    private final long stalled;
    private final long silent;

    /** @param share the time that a sweep with only its share waits for one request */
    Health(Duration delay, Duration share) {
        stalled = Duration.ofMinutes(3).plus(delay.multipliedBy(SILENT_DELAYS)).plus(share.multipliedBy(3)).toNanos();
        silent = Duration.ofMinutes(1).plus(delay.multipliedBy(SILENT_DELAYS)).plus(share).toNanos();
    }

    /** @param nanoTime of now, by the clock that the feed was given */
    boolean isDown(Feed feed, long nanoTime) {
        FeedProgress progress = feed.progress();
        return !progress.setAside().isEmpty()
                || progress.sweeps().stream().anyMatch(sweep -> sweep.failure() != null)
                || progress.sweeps().stream().anyMatch(sweep -> sweep.hasWork() && nanoTime - sweep.movedAt() > stalled)
                || nanoTime - feed.requestedAt() > silent;
    }
}
