package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass along the time line: plans windows, reads them one after the other, oldest first, and knows how far it has
 * come. Where there is much to read, the next windows are read ahead.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** A recheck waits for so many rows, so that few of the pages that it reads are not full. */
    private static final int WORTH_ROWS = 5 * PageSource.PAGE_SIZE;

    private final SweepName name;
    private final FeedSettings settings;
    private final PageSource source;
    private final DeliveredVersions versions;
    private final Executor executor;
    private final Clock clock;
    private final Deque<BufferedWindow> ahead = new ArrayDeque<>();
    private final Density density = new Density();
    private SweepPosition position;
    private WindowLength length;
    private BufferedWindow head;
    private Step last;
    private boolean many;
    private Duration worth;
    private Setback setback;
    private boolean losing;
    private long pages;
    private long records;
    private long rows;

    Sweep(
          SweepName name, SweepPosition position, FeedSettings settings, PageSource source, DeliveredVersions versions,
          Executor executor, Clock clock) {
        this.name = name;
        this.position = position;
        this.settings = settings;
        this.source = source;
        this.versions = versions;
        this.executor = executor;
        this.clock = clock;
        this.length = WindowLength.initial(settings.windows());
        this.worth = longestWait();
    }

    SweepName name() {
        return name;
    }

    SweepPosition position() {
        return position;
    }

    /** Nothing from here on was read. What is between the cursor and here was, maybe, and maybe long ago. */
    Instant readTo() {
        if (!ahead.isEmpty()) {
            return ahead.getLast().window().to();
        }
        if (head != null) {
            return head.window().to();
        }
        return position.windowEnd() == null ? position.cursor() : position.windowEnd();
    }

    /** How old records are when it reads them. */
    Duration age() {
        return name.age() == null ? settings.settle() : name.age();
    }

    /**
     * Whether there is anything to read before the edge, and it is time to.
     *
     * @param horizon the second that has come to {@link #age()}, be it before the edge or after
     */
    boolean hasWork(Instant edge, Instant horizon) {
        boolean begun = position.windowEnd() != null || !ahead.isEmpty();
        boolean due = begun || !position.cursor().plus(worth).isAfter(horizon);
        return due && position.cursor().isBefore(earliest(edge)) && (setback == null || !setback.isPause(clock.instant()));
    }

    /** Whether it has come to its end, never to read again. */
    boolean isOver() {
        return !position.cursor().isBefore(earliest(Instant.MAX));
    }

    /** Leaves out what is before the given second, unless it is at it already. */
    void skipTo(Instant second) {
        if (position.windowEnd() == null && position.cursor().isBefore(earliest(second))) {
            position = position.withCursor(earliest(second));
            // it may have been opened without an answer yet, and begins before the cursor now
            cancel();
            head = null;
        }
    }

    /** Forgets where it is and begins anew. */
    void restart(SweepPosition from) {
        position = from;
        cancel();
        head = null;
    }

    /** Reads no longer ahead. */
    void cancel() {
        if (head != null) {
            head.cancel();
        }
        ahead.forEach(BufferedWindow::cancel);
        ahead.clear();
    }

    /**
     * Reads on, up to the edge, until there are rows that were not delivered yet or a window is complete.
     *
     * @param  edge where the settled part of the time line ends; asked again after reading, because a clock that turns
     *              out to be fast is set back by the answers
     * @return      the page, or empty when a window is complete and {@link #position()} has moved, or when the window
     *              turned out to reach into the future, or to have far too many rows, and must be planned again
     */
    Optional<FeedPage> read(Supplier<Instant> edge) throws Exception {
        try {
            return readOn(edge);
        } catch (InterruptedException e) {
            throw e;
        } catch (UnreadableException e) {
            setBack().addUnreadable(e, clock.instant());
            if (settings.deadLetter() && setback.isLasting() && head != null) {
                head.isolate();
            }
            throw e.getCause();
        } catch (Exception e) {
            setBack().add(e);
            throw e;
        }
    }

    private Setback setBack() {
        if (name.kind() == SweepName.Kind.RECHECK) {
            // others go on meanwhile, and what they read of the same records is newer than what waits here
            cancel();
            many = false;
        }
        if (setback == null) {
            setback = new Setback(clock.instant(), settings.livePeriod());
        }
        return setback;
    }

    private Optional<FeedPage> readOn(Supplier<Instant> edge) throws Exception {
        if (head == null) {
            head = open(edge.get());
            last = null;
        }
        readAhead(edge.get());
        for (Optional<Step> step = head.take(); step.isPresent(); step = head.take()) {
            Optional<FeedPage> news = news(step.get(), edge);
            if (head == null || news.isPresent()) {
                return news;
            }
        }
        complete(edge.get());
        return Optional.empty();
    }

    /** The page that was read last was delivered. */
    void delivered(FeedPage page) {
        position = position.withPage(page, last.remaining());
        pages++;
        records += page.page().size();
    }

    SweepProgress progress() {
        return new SweepProgress(
                name, position.start(), position.cursor(), position.end(), isOver(), pages, records, rows, 0,
                density.rowsPerSecond(), Double.NaN, false, 0, setback == null ? null : setback.since(),
                setback == null ? null : setback.reason());
    }

    private Instant earliest(Instant edge) {
        Instant earliest = settings.endTime() == null ? edge : Window.earlier(edge, settings.endTime());
        return position.end() == null ? earliest : Window.earlier(earliest, position.end());
    }

    private BufferedWindow open(Instant edge) {
        leaveOutWhatIsGone(earliest(edge));
        if (position.windowEnd() != null) {
            return window(new Window(position.cursor(), position.windowEnd()), position.remaining());
        }
        BufferedWindow next = ahead.poll();
        if (next != null && next.window().from().equals(position.cursor())
                && !next.window().to().isAfter(earliest(edge))) {
            return next;
        }
        cancel();
        return plan(position.cursor(), edge);
    }

    private BufferedWindow plan(Instant from, Instant edge) {
        Instant last = earliest(edge);
        Duration next = many ? length.shared(Duration.between(from, last), settings.windows()) : length.length();
        Instant end = Window.earlier(from.plus(next), last);
        return window(new Window(from, end), end);
    }

    private BufferedWindow window(Window window, Instant remaining) {
        return new BufferedWindow(new WindowReader(source, name, window, remaining), length.room(window.length()), clock);
    }

    private void readAhead(Instant edge) {
        int room = (settings.windows() - 1) * length.room(length.length())
                   - ahead.stream().mapToInt(BufferedWindow::capacity).sum();
        Instant from = ahead.isEmpty() ? head.window().to() : ahead.getLast().window().to();
        while (many && from.isBefore(earliest(edge))) {
            BufferedWindow next = plan(from, edge);
            room -= next.capacity();
            if (room < 0) {
                return;
            }
            ahead.add(next);
            try {
                executor.execute(next);
            } catch (RejectedExecutionException e) {
                // shut down already: it is read when its turn comes
                return;
            }
            from = next.window().to();
        }
    }

    private void leaveOutWhatIsGone(Instant edge) {
        Instant kept = Window.second(clock.instant().minus(FeedSettings.RETENTION)).plusSeconds(1);
        boolean gone = position.cursor().isBefore(kept);
        if (gone) {
            Instant from = kept.isBefore(edge) ? kept : edge.minusSeconds(1);
            if (!losing) {
                LOG.warn("The {} sweep stands at {}, but Plivo keeps records for {} days only: those before {} can no longer be"
                         + " read, and more are being lost until the sweep has caught up",
                        name, position.cursor(), FeedSettings.RETENTION.toDays(), from);
            }
            position = position.from(from);
        } else if (losing) {
            LOG.info("The {} sweep has caught up with the {} days that Plivo keeps: no more records are lost",
                    name, FeedSettings.RETENTION.toDays());
        }
        losing = gone;
    }

    /**
     * What the step brought that was not delivered yet. Empty, and no head, if the window must be planned again.
     */
    private Optional<FeedPage> news(Step step, Supplier<Instant> edge) throws Exception {
        BufferedWindow read = head;
        // the step is taken already: if anything fails here the window must be read again
        head = null;
        try {
            if (position.windowEnd() == null) {
                if (reachesIntoTheFuture(read, edge.get()) || isOvergrown(read.window(), step)) {
                    cancel();
                    return Optional.empty();
                }
                position = position.withWindow(read.window());
            }
            Optional<FeedPage> news = step.unreadable() == null
                    ? news(step.page(), read.window()) : Optional.of(FeedPage.of(name, read.window(), step.unreadable()));
            last = step;
            setback = null;
            head = read;
            return news;
        } finally {
            if (head == null) {
                read.cancel();
            }
        }
    }

    /**
     * After a long silence windows are long. One that is full all the same would keep others from being read with it.
     */
    private boolean isOvergrown(Window window, Step first) {
        WindowLength shorter = length.afterBegin(
                window.length(), Duration.between(first.remaining(), window.to()), first.page().size());
        boolean overgrown = !shorter.equals(length) && first.remaining().isAfter(window.from());
        if (overgrown) {
            length = shorter;
        }
        return overgrown;
    }

    /** Now, or when it was read: a clock that was fast at that moment may be right by now. */
    private boolean reachesIntoTheFuture(BufferedWindow read, Instant edge) {
        boolean then = read.begun().map(begun -> Window.second(begun.minus(age())))
                .filter(settled -> settled.isBefore(read.window().to())).isPresent();
        return then || edge.isBefore(read.window().to());
    }

    private Optional<FeedPage> news(MdrPage page, Window window) throws Exception {
        Set<String> known = new HashSet<>(position.delivered());
        List<MessageDetailRecord> news = new ArrayList<>(page.size());
        for (MessageDetailRecord row : page) {
            if (known.add(row.getMessageUuid()) && !versions.contains(row)) {
                news.add(row);
            }
        }
        return news.isEmpty() ? Optional.empty() : Optional.of(FeedPage.of(name, window, page.withRecords(news)));
    }

    private void complete(Instant edge) {
        Window window = head.window();
        // after a restart there may have been nothing left of it
        if (last != null) {
            learn(window.length(), last.rows());
        }
        Instant to = Window.earlier(window.to(), edge);
        position = position.withCursor(to.isAfter(window.from()) ? to : window.from());
        head = null;
    }

    private void learn(Duration read, int found) {
        length = length.after(read, found);
        many = found >= WindowLength.MANY_ROWS;
        rows += found;
        density.add(read, found);
        Duration enough = found == 0 ? longestWait() : read.multipliedBy(WORTH_ROWS).dividedBy(found);
        worth = enough.compareTo(longestWait()) < 0 ? enough : longestWait();
    }

    /** A quarter of its age: so much later than that a record may be read again. */
    private Duration longestWait() {
        return name.age() == null ? Duration.ZERO : name.age().dividedBy(4);
    }
}
