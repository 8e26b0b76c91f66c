package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.feed.window.BufferedWindow;
import io.github.camelplivo.mdr.feed.window.MalformedRow;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.feed.window.WindowRead;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/** Reads the windows of a sweep, one request at a time, and makes pages of the records that were not delivered yet. */
final class SweepReader {

    /**
     * The outcome of one request.
     *
     * @param position where the sweep is now
     * @param page     {@code null} when the response had no undelivered row, or the window is complete or planned again
     * @param after    the position once the page was delivered; without a page the same
     * @param answered whether Plivo sent a new response
     */
    record Outcome(SweepPosition position, @Nullable FeedPage page, SweepPosition after, boolean answered) {

        private static Outcome withoutPage(SweepPosition position) {
            return new Outcome(position, null, position, false);
        }
    }

    private static final FeedLogger LOG = FeedLogger.of(SweepReader.class);

    private final SweepId sweep;
    private final Duration age;
    private final SweepWindows windows;
    private final UndeliveredRecords undelivered;
    private final SweepCounters counters;

    /** @param age the age of records when the sweep reads them */
    SweepReader(
                SweepId sweep, Duration age, SweepWindows windows, UndeliveredRecords undelivered, SweepCounters counters) {
        this.sweep = sweep;
        this.age = age;
        this.windows = windows;
        this.undelivered = undelivered;
        this.counters = counters;
    }

    /**
     * Sends one request, or takes the response to one that was sent ahead.
     *
     * @param limit end of the part of the time line that the sweep may read; read again after the request, because a
     *              response may show that a clock is fast
     */
    Outcome read(SweepPosition position, Supplier<Instant> limit) throws Exception {
        if (!windows.hasCurrent()) {
            windows.open(position, limit.get());
        }
        windows.readAhead(limit.get());
        Optional<WindowRead> read = windows.take();
        if (read.isEmpty()) {
            return Outcome.withoutPage(complete(position, limit.get()));
        }
        BufferedWindow window = windows.release();
        try {
            boolean opened = position.windowEnd() == null;
            if (opened && !isUsable(window, read.get(), limit.get())) {
                return Outcome.withoutPage(position);
            }
            SweepPosition current = opened ? position.withWindow(window.window()) : position;
            return outcome(current, window, read.get());
        } finally {
            windows.giveUp(window);
        }
    }

    /** Whether the sweep can use the first response of a window; otherwise it plans the window again. */
    private boolean isUsable(BufferedWindow window, WindowRead first, Instant limit) throws InterruptedException {
        if (reachesIntoTheFuture(window, limit)) {
            windows.stopReadingAhead();
            return false;
        }
        return !windows.isOvergrown(window, first);
    }

    /** Now, or when it was read: a clock that was fast then may be correct now. */
    private boolean reachesIntoTheFuture(BufferedWindow read, Instant limit) {
        boolean then = read.startedAt().map(startedAt -> Window.second(startedAt.minus(age)))
                .filter(settled -> settled.isBefore(read.window().to())).isPresent();
        return then || limit.isBefore(read.window().to());
    }

    private Outcome outcome(SweepPosition position, BufferedWindow window, WindowRead read) throws Exception {
        boolean again = read.remaining().isAfter(position.remaining());
        SweepPosition current = again ? position.withWindowAgain(undelivered.recent()) : position;
        SweepPosition after = current.withRows(read.page(), read.remaining(), undelivered::timeOf);
        FeedPage page = page(current, window.window(), read);
        boolean answered = windows.keep(window, read);
        return page == null
                ? new Outcome(after, null, after, answered) : new Outcome(current, page, after, answered);
    }

    private @Nullable FeedPage page(SweepPosition position, Window window, WindowRead read) throws Exception {
        MalformedRow malformed = read.malformed();
        if (malformed != null) {
            LOG.warn(
                    "The feed cannot read a row of {}, and delivers it to the route as bytes: {} (api_id {}). Report it to Plivo with"
                     + " this api_id",
                    malformed.second().from(), malformed.error().getProblem(), malformed.error().getApiId());
            return FeedPage.of(sweep, window, malformed);
        }
        List<MessageDetailRecord> records = undelivered.of(read.page(), position.delivered());
        return records.isEmpty()
                ? null : FeedPage.of(sweep, window, read.page().withRecords(records), undelivered.includeChanged());
    }

    private SweepPosition complete(SweepPosition position, Instant limit) {
        Window window = windows.window();
        WindowRead last = windows.complete();
        if (last != null) {
            counters.completed(last);
        }
        Instant to = Window.earlier(window.to(), limit);
        SweepPosition after = position.withCursor(to.isAfter(window.from()) ? to : window.from());
        undelivered.forgetBefore(after.cursor());
        return after;
    }
}
