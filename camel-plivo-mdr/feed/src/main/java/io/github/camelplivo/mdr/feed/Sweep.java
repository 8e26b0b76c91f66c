package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.feed.window.Window;
import org.jspecify.annotations.Nullable;

/** One pass along the time line, oldest window first, and its position. */
final class Sweep {

    /** Failures in a row after which other sweeps no longer wait for the pages that were read ahead. */
    private static final int ATTEMPTS_WITH_PAGES = 3;

    private final SweepId name;
    private final FeedSettings settings;
    private final UndeliveredRecords undelivered;
    private final WindowPlanner planner;
    private final SweepWindows windows;
    private final SweepReader reader;
    private final RetentionGuard retention;
    private final SweepCounters counters = new SweepCounters();
    private SweepPosition position;
    private final boolean setAside;
    private final @Nullable Instant failedBefore;
    private @Nullable SweepFailure failure;
    private boolean behind;

    /** @param before the failure of a stretch that was set aside; {@code null} if this process has not tried it */
    Sweep(
          SweepId name, SweepPosition position, FeedSettings settings, WindowPlanner planner, SweepWindows windows,
          UndeliveredRecords undelivered, boolean setAside, @Nullable SweepFailure before) {
        this.name = name;
        this.position = position;
        this.settings = settings;
        this.planner = planner;
        this.windows = windows;
        this.undelivered = undelivered;
        this.reader = new SweepReader(name, age(), windows, undelivered, counters);
        this.retention = new RetentionGuard(name);
        this.setAside = setAside;
        this.failure = before;
        this.failedBefore = before == null ? null : before.since();
    }

    SweepId name() {
        return name;
    }

    SweepPosition position() {
        return position;
    }

    SweepWindows windows() {
        return windows;
    }

    RetentionGuard retention() {
        return retention;
    }

    SweepCounters counters() {
        return counters;
    }

    /** No window from here on was read. Windows between the cursor and here may have been read, possibly long ago. */
    Instant readTo() {
        return windows.readTo(position);
    }

    /** The age of records when it reads them. */
    Duration age() {
        return name.age() == null ? settings.settle() : name.age();
    }

    /**
     * Whether there is anything to read before the limit, and enough of it.
     *
     * @param ageLimit the second that has reached {@link #age()}, before the limit or after
     */
    boolean hasWork(Instant limit, Instant ageLimit) {
        behind = hasOpenWindow() || planner.isBehind(position.cursor(), end(limit));
        return position.cursor().isBefore(end(limit))
                && (hasOpenWindow() || windows.isReadAhead() || planner.isWorthReading(position.cursor(), ageLimit));
    }

    /** Whether a window is partly read. */
    boolean hasOpenWindow() {
        return position.windowEnd() != null;
    }

    /** Whether pages that were read earlier may wait. After a failure none waits in the current window. */
    boolean mayHoldPages() {
        return windows.isReadAhead() || failure == null && (hasOpenWindow() || windows.hasCurrent());
    }

    /** Whether, at the last check, it had work for more than one request. */
    boolean isBehind() {
        return behind;
    }

    /** Whether it has reached its end, and will not read again. */
    boolean isFinished() {
        return !position.cursor().isBefore(end(Instant.MAX));
    }

    /** Where the part of the time line ends that it may read. */
    Instant end(Instant limit) {
        Instant end = settings.endTime() == null ? limit : Window.earlier(limit, settings.endTime());
        return position.end() == null ? end : Window.earlier(end, position.end());
    }

    /** Skips the time before the given second, unless it has passed it. A window without a response starts there. */
    void skipTo(Instant second) {
        if (!hasOpenWindow() && position.cursor().isBefore(end(second))) {
            restart(position.withCursor(end(second)));
        }
    }

    /** Forgets its windows and continues from there. */
    void restart(SweepPosition from) {
        position = from;
        undelivered.forgetBefore(Instant.MAX);
        windows.clear();
    }

    void readAgain() {
        undelivered.readAgain();
    }

    /** Ends it after its current window. */
    void stopReadingAhead() {
        windows.stopReadingAhead();
        if (!hasOpenWindow() && windows.hasCurrent()) {
            windows.drop();
        }
    }

    /**
     * Sends one request, or takes the response to one that was sent ahead.
     *
     * @param  limit where the settled part of the time line ends
     * @return       a page; empty if the response had no undelivered row, or the window is complete or replanned
     */
    Optional<Delivery> read(Supplier<Instant> limit) throws Exception {
        SweepReader.Outcome outcome = reader.read(position, () -> end(limit.get()));
        position = outcome.position();
        failure = outcome.answered() ? null : failure;
        return Optional.ofNullable(outcome.page()).map(page -> new Delivery(this, page, outcome.after()));
    }

    void delivered(Delivery delivery) {
        position = delivery.after();
        undelivered.delivered(delivery.page().page(), delivery.page().window().from());
        counters.delivered(delivery.page());
    }

    /** Records a failure at this time of the clock and of the ticker. */
    void failed(Throwable error, Instant now, long ticks) {
        boolean stretch = SetAsideStretches.isStretch(error, setAside);
        failure = failure == null
                ? new SweepFailure(failedBefore == null ? now : failedBefore, settings.pollDelay()) : failure;
        failure.add(error, stretch, ticks);
        if (name.kind() == SweepId.Kind.RECHECK) {
            windows.failedRecheck();
        } else if (failure.attempts() >= ATTEMPTS_WITH_PAGES) {
            windows.stopReadingAhead();
        }
        if (stretch && settings.deadLetter() && failure.isLasting()) {
            windows.isolate();
        }
    }

    /** {@code null} if its last attempt succeeded. */
    @Nullable
    SweepFailure failure() {
        return failure;
    }

    /** Sets the unreadable window aside, and returns it as the position of a sweep that reads only this window. */
    SweepPosition passOver() {
        Instant to = windows.window().to();
        SweepPosition left = position.endingAt(to);
        windows.drop();
        position = position.withCursor(to);
        failure = null;
        return left;
    }

    boolean isSetAside() {
        return setAside;
    }

    /** Records that a stretch that follows this one is unreadable, too. */
    void extendTo(Instant end) {
        position = position.endingAt(end);
    }
}
