package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.feed.window.ListException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;

/**
 * Requests the newest record if no sweep has anything to read. The live sweep sends a request at least once a poll
 * period, whatever the clocks show: only a response can reveal a wrong clock, by which the sweep has nothing to read.
 */
final class ClockProbe {

    private static final FeedLogger LOG = FeedLogger.of(ClockProbe.class);
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(2);

    private final SweepPageSource source;
    private final FeedClock clock;
    private final long interval;
    private long liveAskedTicks;

    /** @param pollDelay from poll to poll */
    ClockProbe(SweepPageSource source, FeedClock clock, Duration pollDelay) {
        this.source = source;
        this.clock = clock;
        this.interval = (pollDelay.compareTo(LEAST_INTERVAL) > 0 ? pollDelay : LEAST_INTERVAL).toNanos();
    }

    /** The live sweep sends a request of its own now. */
    void liveSweepRequests() {
        liveAskedTicks = clock.ticks();
    }

    boolean isDue(Sweep live) {
        return (live.failure() == null || !live.failure().isPause(clock.ticks()))
                && clock.ticks() - liveAskedTicks >= interval;
    }

    /** Requests the newest record, whether the clock is correct or not. */
    void request(Sweep live) throws Exception {
        liveSweepRequests();
        Instant cursor = live.position().cursor();
        Instant to = Window.second(clock.now().isAfter(cursor) ? clock.now() : cursor).plus(Duration.ofDays(1));
        source.page(SweepId.LIVE, new PageRequest(new Window(to.minus(Duration.ofDays(2)), to), 0, 1));
        clock.refresh();
    }

    /** As {@link #request}; a response without a page also counts. */
    void requestQuietly(Sweep live) throws Exception {
        try {
            request(live);
        } catch (UnavailableException e) {
            throw e.getCause();
        } catch (ListException e) {
            LOG.debug("The newest record cannot be read: {}", e.getMessage(), e);
        }
    }
}
