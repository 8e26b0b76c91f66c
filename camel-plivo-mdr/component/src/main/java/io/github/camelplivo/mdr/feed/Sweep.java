package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.BufferedWindow;
import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.feed.window.WindowRead;
import io.github.camelplivo.mdr.feed.window.WindowReader;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * One pass along the time line: reads planned windows one after the other, oldest first, and knows how far it has come.
 * Where there is much to read, the next windows are read ahead.
 */
final class Sweep {

    private static final FeedLogger LOG = FeedLogger.of(Sweep.class);

    private final SweepId name;
    private final FeedSettings settings;
    private final PageSource source;
    private final ListEvidence evidence;
    private final UndeliveredRecords undelivered;
    private final ReadAhead readAhead;
    private final WindowPlanner planner;
    private final Clock clock;
    private SweepPosition position;
    private BufferedWindow head;
    /** Uuids of the window in hand that were delivered before it was opened. */
    private Set<String> deliveredBefore = Set.of();
    private WindowRead lastRead;
    private SweepFailure failure;
    private boolean setAside;
    private Instant unreadableSince;
    private boolean pastRetention;
    private boolean behind;
    private long lastChosen;
    private long movedAt;
    private long pages;
    private long records;
    private long rows;
    private long lists;

    Sweep(
          SweepId name, SweepPosition position, FeedSettings settings, int windows, PageSource source, ListEvidence evidence,
          DeliveredVersions versions, Executor executor, Clock clock) {
        this.name = name;
        this.position = position;
        this.settings = settings;
        this.source = source;
        this.evidence = evidence;
        this.undelivered = new UndeliveredRecords(versions);
        this.readAhead = new ReadAhead(task -> executor.execute(() -> FeedName.runSweep(name, task::run)));
        this.planner = new WindowPlanner(windows, name.age());
        this.clock = clock;
    }

    SweepId name() {
        return name;
    }

    SweepPosition position() {
        return position;
    }

    /** Nothing from here on was read. What is between the cursor and here was, maybe, and maybe long ago. */
    Instant readTo() {
        Instant planned = position.windowEnd() == null ? position.cursor() : position.windowEnd();
        return readAhead.end(head == null ? planned : head.window().to());
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
                && (isBegun() || !readAhead.isEmpty() || planner.isWorthReading(position.cursor(), ageLimit));
    }

    /** Whether a window is read in part. */
    boolean isBegun() {
        return position.windowEnd() != null;
    }

    /** Whether there are windows that it has opened, in hand or ahead. */
    boolean isReading() {
        return isBegun() || head != null || !readAhead.isEmpty();
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
        cancel();
        head = null;
    }

    /** Reads no further than the window that it has begun. */
    void stopReadingAhead() {
        readAhead.cancel();
        if (!isBegun() && head != null) {
            head.cancel();
            head = null;
        }
    }

    /** Reads no longer ahead. */
    void cancel() {
        if (head != null) {
            head.cancel();
        }
        readAhead.cancel();
    }

    /**
     * Sends one request, or takes the answer of one that was sent ahead.
     *
     * @param  limit where the settled part of the time line ends; asked again after reading, because answers may show
     *               that a clock is fast
     * @return       a page, or empty when the answer had no undelivered row, or the window is complete or planned again
     */
    Optional<Delivery> read(Supplier<Instant> limit) throws Exception {
        if (head == null) {
            head = open(end(limit.get()));
            lastRead = null;
        }
        readAhead.fill(head.window().to(), end(limit.get()), planner, window -> buffered(window, window.to()));
        Optional<WindowRead> read = head.take();
        if (read.isEmpty()) {
            complete(limit.get());
            return Optional.empty();
        }
        return take(read.get(), limit);
    }

    private BufferedWindow open(Instant limit) {
        deliveredBefore = position.delivered();
        if (isBegun()) {
            return buffered(new Window(position.cursor(), position.windowEnd()), position.remaining());
        }
        BufferedWindow next = readAhead.take(position.cursor(), limit);
        if (next != null) {
            return next;
        }
        Instant before = readAhead.start() == null ? limit : readAhead.start();
        Window window = planner.plan(position.cursor(), before);
        return buffered(window, window.to());
    }

    private BufferedWindow buffered(Window window, Instant remaining) {
        WindowReader reader = new WindowReader(source, window, remaining, evidence, clock);
        return new BufferedWindow(reader, planner.capacity(window), clock);
    }

    private Optional<Delivery> take(WindowRead read, Supplier<Instant> limit) throws Exception {
        BufferedWindow window = head;
        // the answer is taken already: if anything fails here the window must be read again
        head = null;
        try {
            if (!isBegun()) {
                if (reachesIntoTheFuture(window, limit.get())) {
                    readAhead.cancel();
                    return Optional.empty();
                }
                if (isOvergrown(window.window(), read)) {
                    return Optional.empty();
                }
                position = position.withWindow(window.window());
            }
            if (read.remaining().isAfter(position.remaining())) {
                position = position.withWindowAgain(undelivered.recent());
            }
            Optional<Delivery> delivery = delivery(read, window.window());
            boolean answered = read.unreadable() != null || read.lists() > (lastRead == null ? 0 : lastRead.lists());
            failure = answered ? null : failure;
            lastRead = read;
            head = window;
            return delivery;
        } finally {
            if (head == null) {
                window.cancel();
            }
        }
    }

    private Optional<Delivery> delivery(WindowRead read, Window window) throws Exception {
        SweepPosition after = position.withRows(read.page(), read.remaining(), read.byTime(), deliveredBefore);
        if (read.unreadable() != null) {
            return Optional.of(new Delivery(this, FeedPage.of(name, window, read.unreadable()), after));
        }
        List<MessageDetailRecord> news = undelivered.of(read.page(), position.delivered());
        if (news.isEmpty()) {
            position = after;
            return Optional.empty();
        }
        return Optional.of(new Delivery(this, FeedPage.of(name, window, read.page().withRecords(news)), after));
    }

    private boolean isOvergrown(Window window, WindowRead first) {
        Instant oldest = first.page().stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant).min(Instant::compareTo).orElse(window.from());
        return first.remaining().isAfter(window.from())
                && planner.isOvergrown(window, Duration.between(oldest, window.to()), first.page().size());
    }

    /** Now, or when it was read: a clock that was fast at that moment may be right by now. */
    private boolean reachesIntoTheFuture(BufferedWindow read, Instant limit) {
        boolean then = read.begun().map(begun -> Window.second(begun.minus(age())))
                .filter(settled -> settled.isBefore(read.window().to())).isPresent();
        return then || limit.isBefore(read.window().to());
    }

    private void complete(Instant limit) {
        Window window = head.window();
        // after a restart there may have been nothing left of it
        if (lastRead != null) {
            planner.completed(window, lastRead, head.longest());
            rows += lastRead.rows();
            lists += lastRead.lists();
        }
        Instant to = Window.earlier(window.to(), limit);
        position = position.withCursor(to.isAfter(window.from()) ? to : window.from());
        undelivered.forgetBefore(position.cursor());
        head = null;
    }

    void delivered(Delivery delivery) {
        position = delivery.after();
        undelivered.delivered(delivery.page().page(), delivery.page().window().from());
        pages++;
        records += delivery.page().page().size();
    }

    /**
     * Nothing could be read.
     *
     * @param now   by the clock
     * @param ticks by the ticker
     */
    void failed(Throwable error, Instant now, long ticks) {
        boolean stretch = SetAsideStretches.isStretch(error);
        Instant since = setAside && unreadableSince != null ? unreadableSince : now;
        failure = failure == null ? new SweepFailure(since, settings.pollDelay()) : failure;
        failure.add(error, stretch, ticks);
        if (name.kind() == SweepId.Kind.RECHECK) {
            // others read meanwhile, and what they read of the same records is newer than what waits here
            readAhead.cancel();
            planner.notBusy();
        }
        if (stretch && settings.deadLetter() && failure.isLasting() && head != null) {
            head.isolate();
        }
    }

    /** {@code null} if it could read when it last tried. */
    SweepFailure failure() {
        return failure;
    }

    /** Whether it was a list that failed, and not what is done with its answer. */
    boolean canPassOver() {
        return head != null;
    }

    Instant endOfWindow() {
        return head.window().to();
    }

    /** The window in hand is planned again. */
    void dropWindow() {
        head.cancel();
        head = null;
    }

    /**
     * Passes over the window that cannot be read.
     *
     * @return what was passed over, as the position of a sweep that reads only this
     */
    SweepPosition passOver() {
        Instant to = head.window().to();
        SweepPosition left = position.endingAt(to);
        head.cancel();
        head = null;
        position = position.withCursor(to);
        failure = null;
        return left;
    }

    /** From now on it is a stretch that its sweep has passed over, which failed before. */
    Sweep setAside(SweepFailure before) {
        setAside = true;
        failure = before;
        unreadableSince = before == null ? null : before.since();
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
        if (head != null) {
            return;
        }
        Instant kept = oldestKept(now);
        boolean gone = !isOver() && position.cursor().isBefore(kept);
        if (gone) {
            Instant end = end(limit);
            Instant from = kept.isBefore(end) ? kept : end.minusSeconds(1);
            if (!pastRetention) {
                LOG.warn("The {} sweep is at {}, but Plivo keeps records for {} days only: those before {} can no longer be"
                         + " read, and more are lost until the sweep has caught up. Find out why it is behind: a long stop, a"
                         + " paused backfill, or more records than the account's lists can read (saturation)",
                        name, position.cursor(), PageSource.RETENTION.toDays(), from);
            }
            if (from.isAfter(position.cursor())) {
                restart(position.from(from));
            }
        } else if (pastRetention) {
            LOG.info("The {} sweep has caught up with the {} days that Plivo keeps: no more records are lost",
                    name, PageSource.RETENTION.toDays());
        }
        pastRetention = gone;
    }

    /** Whether the next window would start before the 90 days. */
    boolean isPastRetention(Instant now) {
        return head == null && position.cursor().isBefore(oldestKept(now));
    }

    private static Instant oldestKept(Instant now) {
        return Window.second(now.minus(PageSource.RETENTION)).plusSeconds(1);
    }

    /** It has advanced, or has nothing to read, at this moment of the monotonic clock. */
    void moved(long at) {
        movedAt = at;
    }

    /**
     * @param hasWork   whether there is something to read now
     * @param stretches what it has passed over
     */
    SweepProgress progress(boolean hasWork, List<Sweep> stretches) {
        SweepFailure reported = Stream.concat(Stream.of(this), stretches.stream()).map(sweep -> sweep.failure)
                .filter(Objects::nonNull).findFirst().orElse(null);
        return new SweepProgress(
                name, position.start(), position.cursor(), position.end(), isOver() && stretches.isEmpty(), pages, records,
                rows,
                lists, planner.rowsPerSecond(), planner.rowsPerList(), hasWork, movedAt,
                reported == null ? null : reported.since(), reported == null ? null : reported.reason());
    }
}
