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
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final SweepPageSource source;
    private final FeedClock clock;
    private final long interval;
    private long liveAskedTicks;
    private boolean byLocalTime;

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
        source.page(SweepId.LIVE, new PageRequest(window(live.position().cursor()), 0, 1));
        clock.refresh();
    }

    /**
     * Around the time of the clock or of the cursor. If the responses have set the clock back by more than a day, every
     * other window is around the local time: if the responses are wrong, only a record there refutes them.
     */
    private Window window(Instant cursor) {
        Instant time = clock.now().isAfter(cursor) ? clock.now() : cursor;
        byLocalTime = !byLocalTime && clock.uncorrected().isAfter(time.plus(DAY));
        Instant to = Window.second(byLocalTime ? clock.uncorrected() : time).plus(DAY);
        return new Window(to.minus(byLocalTime ? WEEK : DAY).minus(DAY), to);
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
