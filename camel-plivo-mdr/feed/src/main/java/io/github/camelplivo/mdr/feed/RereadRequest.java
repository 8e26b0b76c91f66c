package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/** A request to read everything again from a time on, pending until a poll starts it. Any thread may use it. */
final class RereadRequest {

    private static final FeedLogger LOG = FeedLogger.of(RereadRequest.class);

    private final Clock clock;
    private final AtomicReference<@Nullable Instant> from;

    /** @param from of a request in the watermark, {@code null} if there was none */
    RereadRequest(@Nullable Instant from, Clock clock) {
        this.from = new AtomicReference<>(from);
        this.clock = clock;
    }

    /**
     * @param  latest                   where the live sweep is
     * @throws IllegalArgumentException if there is nothing to read again from that time on, or Plivo no longer has it
     */
    void request(Instant time, Instant latest) {
        Instant earliest = clock.instant().minus(PageSource.RETENTION);
        if (time.isBefore(earliest) || !time.isBefore(latest)) {
            throw new IllegalArgumentException(
                    "The feed can read again from " + earliest + ", the limit of Plivo's retention, to before " + latest
                                               + ", where the live sweep is, but not from " + time);
        }
        from.set(Window.second(time));
    }

    /** {@code null} if nothing is requested. */
    @Nullable
    Instant from() {
        return from.get();
    }

    /** The position with this request could not be saved. */
    void notStored(IOException failure) {
        LOG.warn("The request to read again from {} is not stored yet, and a restart would lose it: {}. The feed tries"
                 + " to store it at each poll",
                from.get(), failure.getMessage());
    }

    /**
     * Starts the requested reread, as a backfill up to the position of the live sweep.
     *
     * @return whether anything was requested
     */
    boolean start(Sweeps sweeps, SetAsideStretches setAside) {
        Instant requested = from.getAndSet(null);
        if (requested == null) {
            return false;
        }
        Sweep backfill = sweeps.backfill();
        Instant start = backfill.isFinished() ? requested : Window.earlier(backfill.position().cursor(), requested);
        backfill.restart(SweepPosition.at(start, sweeps.live().position().cursor()));
        backfill.readAgain();
        setAside.removeOfBackfillFrom(start);
        sweeps.rechecks().forEach(recheck -> restart(recheck, start));
        LOG.info("The feed reads everything from {} to {} again", start, backfill.position().end());
        return true;
    }

    /**
     * Waiting pages would be older than the records that the backfill reads again now. An open window of the recheck
     * would have to wait until the backfill has read it, and the backfill may be paused.
     */
    private static void restart(Sweep recheck, Instant rereadStart) {
        SweepPosition position = recheck.position();
        recheck.restart(position.cursor().isBefore(rereadStart) ? position : position.withCursor(position.cursor()));
    }
}
