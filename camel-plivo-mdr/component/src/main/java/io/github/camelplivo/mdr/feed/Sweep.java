package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedName;

/** One pass along the time line, oldest window first, and its position. */
final class Sweep {

    /** Failures in a row after which others need not wait any longer for the pages that were read ahead. */
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
    private SweepFailure failure;
    private boolean setAside;
    private Instant failedBefore;
    private boolean behind;
    private long lastChosen;

    Sweep(
          SweepId name, SweepPosition position, FeedSettings settings, int concurrentWindows, PageSource source,
          ListEvidence evidence, DeliveredVersions versions, Executor executor, Clock clock) {
        this.name = name;
        this.position = position;
        this.settings = settings;
        this.undelivered = new UndeliveredRecords(versions);
        this.planner = new WindowPlanner(concurrentWindows, name.age());
        this.windows = new SweepWindows(
                source, evidence, clock, planner, task -> executor.execute(() -> FeedName.runSweep(name, task::run)));
        this.reader = new SweepReader(name, age(), windows, undelivered, counters);
        this.retention = new RetentionGuard(name);
    }

    SweepId name() {
        return name;
    }

    SweepPosition position() {
        return position;
    }

    /** Nothing from here on was read. Before it, up to the cursor, windows may have been read, maybe long ago. */
    Instant readTo() {
        return windows.readTo(position);
    }

    /** How old records are when it reads them. */
    Duration age() {
        return name.age() == null ? settings.settle() : name.age();
    }

    /**
     * Whether there is anything to read before the limit, and enough of it.
     *
     * @param ageLimit the second that has come to {@link #age()}, before the limit or after
     */
    boolean hasWork(Instant limit, Instant ageLimit) {
        behind = isBegun() || planner.isBehind(position.cursor(), end(limit));
        return position.cursor().isBefore(end(limit))
                && (isBegun() || windows.isReadAhead() || planner.isWorthReading(position.cursor(), ageLimit));
    }

    /** Whether a window is read in part. */
    boolean isBegun() {
        return position.windowEnd() != null;
    }

    private boolean isReading() {
        return isBegun() || windows.isInHand() || windows.isReadAhead();
    }

    /** Whether pages may wait that were read before now. After a failure none waits in the window in hand. */
    boolean mayHoldPages() {
        return failure == null ? isReading() : windows.isReadAhead();
    }

    /** Whether, when last asked for work, it had more of it than one request. */
    boolean isBehind() {
        return behind;
    }

    long lastChosen() {
        return lastChosen;
    }

    void chosen(long number) {
        lastChosen = number;
    }

    /** Whether it has reached its end, never to read again. */
    boolean isOver() {
        return !position.cursor().isBefore(end(Instant.MAX));
    }

    private Instant end(Instant limit) {
        Instant end = settings.endTime() == null ? limit : Window.earlier(limit, settings.endTime());
        return position.end() == null ? end : Window.earlier(end, position.end());
    }

    /** Leaves out what is before the given second, unless it is there already. */
    void skipTo(Instant second) {
        if (!isBegun() && position.cursor().isBefore(end(second))) {
            // a window may have been opened without an answer yet, and begins before the cursor now
            restart(position.withCursor(end(second)));
        }
    }

    /** Forgets its windows and continues from there. */
    void restart(SweepPosition from) {
        position = from;
        undelivered.forgetBefore(Instant.MAX);
        windows.clear();
    }

    /** Reads no further than the window that it has begun. */
    void stopReadingAhead() {
        windows.stopReadingAhead();
        if (!isBegun() && windows.isInHand()) {
            windows.drop();
        }
    }

    /** Reads no longer ahead. */
    void cancel() {
        windows.cancel();
    }

    /**
     * Sends one request, or takes the answer of one that was sent ahead.
     *
     * @param  limit where the settled part of the time line ends
     * @return       a page, or empty when the answer had no undelivered row, or the window is complete or planned again
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

    /**
     * Nothing could be read.
     *
     * @param now   by the clock
     * @param ticks by the ticker
     */
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

    /** {@code null} if it could read when it last tried. */
    SweepFailure failure() {
        return failure;
    }

    /** Whether it was a list that failed, and not what is done with its answer. */
    boolean canPassOver() {
        return windows.isInHand();
    }

    Instant endOfWindow() {
        return windows.window().to();
    }

    /** The window in hand is planned again. */
    void dropWindow() {
        windows.drop();
    }

    /**
     * Passes over the window that cannot be read.
     *
     * @return what was passed over, as the position of a sweep that reads only this
     */
    SweepPosition passOver() {
        Instant to = endOfWindow();
        SweepPosition left = position.endingAt(to);
        windows.drop();
        position = position.withCursor(to);
        failure = null;
        return left;
    }

    /** From now on it is a stretch that its sweep has passed over, which failed before. */
    Sweep setAside(SweepFailure before) {
        setAside = true;
        failure = before;
        failedBefore = before == null ? null : before.since();
        return this;
    }

    boolean isSetAside() {
        return setAside;
    }

    /** Another stretch that follows this one cannot be read either. */
    void extendTo(Instant end) {
        position = position.endingAt(end);
    }

    /** Leaves out what Plivo no longer keeps. To be called only when an answer has confirmed the clock. */
    void skipPastRetention(Instant limit, Instant now) {
        if (!windows.isInHand()) {
            Instant from = retention.skip(position.cursor(), isOver(), end(limit), now);
            if (from.isAfter(position.cursor())) {
                restart(position.from(from));
            }
        }
    }

    /** Whether the next window would start before the 90 days. */
    boolean isPastRetention(Instant now) {
        return !windows.isInHand() && RetentionGuard.isPast(position.cursor(), now);
    }

    /** It has advanced, or has nothing to read, at this moment of the monotonic clock. */
    void moved(long at) {
        counters.moved(at);
    }

    /**
     * @param hasWork   whether there is something to read now
     * @param stretches what it has passed over
     */
    SweepProgress progress(boolean hasWork, List<Sweep> stretches) {
        SweepFailure reported = Stream.concat(Stream.of(this), stretches.stream()).map(sweep -> sweep.failure)
                .filter(Objects::nonNull).findFirst().orElse(null);
        return new SweepProgress(
                name, position.start(), position.cursor(), position.end(), isOver() && stretches.isEmpty(), counters.pages(),
                counters.records(), counters.rows(), counters.lists(), windows.rowsPerSecond(), planner.rowsPerList(),
                hasWork, counters.movedAt(), reported == null ? null : reported.since(),
                reported == null ? null : reported.reason());
    }
}
