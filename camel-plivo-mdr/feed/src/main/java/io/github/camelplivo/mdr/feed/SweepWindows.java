package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

import io.github.camelplivo.mdr.feed.window.BufferedWindow;
import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.feed.window.WindowRead;
import io.github.camelplivo.mdr.feed.window.WindowReader;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/** The windows of a sweep: the current one and, if there is much to read, the next ones, which it reads ahead. */
final class SweepWindows {

    private final PageSource source;
    private final ListEvidence evidence;
    private final Clock clock;
    private final WindowPlanner planner;
    private final ReadAhead readAhead;
    private @Nullable BufferedWindow current;
    private @Nullable WindowRead lastRead;

    SweepWindows(PageSource source, ListEvidence evidence, Clock clock, WindowPlanner planner, ReadAhead readAhead) {
        this.source = source;
        this.evidence = evidence;
        this.clock = clock;
        this.planner = planner;
        this.readAhead = readAhead;
    }

    boolean hasCurrent() {
        return current != null;
    }

    boolean isReadAhead() {
        return !readAhead.isEmpty();
    }

    Window window() {
        return current().window();
    }

    private BufferedWindow current() {
        return Objects.requireNonNull(current, "no window is open");
    }

    /** No window from here on was read. Windows between the cursor and here may have been read, possibly long ago. */
    Instant readTo(SweepPosition position) {
        Instant planned = position.windowEnd() == null ? position.cursor() : position.windowEnd();
        return readAhead.end(current == null ? planned : current.window().to());
    }

    /** Opens the next window: the rest of a partly read one, one that was read ahead, or a new one. */
    void open(SweepPosition position, Instant limit) {
        lastRead = null;
        if (position.windowEnd() != null) {
            current = buffered(
                    new Window(position.cursor(), position.windowEnd()), Objects.requireNonNull(position.remaining()));
            return;
        }
        current = readAhead.take(position.cursor(), limit);
        if (current == null) {
            Instant before = readAhead.start() == null ? limit : readAhead.start();
            Window window = planner.plan(position.cursor(), before);
            current = buffered(window, window.to());
        }
    }

    private BufferedWindow buffered(Window window, Instant remaining) {
        WindowReader reader = new WindowReader(source, window, remaining, evidence, clock);
        return new BufferedWindow(reader, planner.capacity(window), clock);
    }

    /** Starts to read the next windows if there is much to read. */
    void readAhead(Instant limit) {
        readAhead.fill(window().to(), limit, planner, window -> buffered(window, window.to()));
    }

    /**
     * The next read of the current window.
     *
     * @return empty when the window is complete
     */
    Optional<WindowRead> take() throws Exception {
        return current().take();
    }

    /**
     * Releases the current window until {@link #keep}: if its response cannot be used, the sweep reads the window
     * again.
     */
    BufferedWindow release() {
        BufferedWindow released = current();
        current = null;
        return released;
    }

    /** @return whether the read has a page or a row from Plivo, and is not a step without a response */
    boolean keep(BufferedWindow window, WindowRead read) {
        boolean answered = read.malformed() != null || read.lists() > (lastRead == null ? 0 : lastRead.lists());
        lastRead = read;
        planner.received(read.page().responseBytes());
        current = window;
        return answered;
    }

    /**
     * Whether the window has far more rows than planned, so that the next one is planned shorter. If windows are read
     * ahead, its newer part waits with what was read.
     */
    boolean isOvergrown(BufferedWindow window, WindowRead first) throws InterruptedException {
        Instant from = window.window().from();
        Instant to = window.window().to();
        Instant oldest = first.page().stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant).min(Instant::compareTo).orElse(from);
        if (!first.remaining().isAfter(from)
                || !planner.isOvergrown(window.window(), Duration.between(oldest, to), first.page().size())) {
            return false;
        }
        boolean divided = planner.readsAhead() && window.startAt(planner.startOfLast(to), first);
        if (divided) {
            readAhead.addFirst(window);
        }
        return divided || !planner.readsAhead();
    }

    /** Cancels a released window that is not in use. */
    void giveUp(BufferedWindow window) {
        if (current == null && !readAhead.contains(window)) {
            window.cancel();
        }
    }

    /** Completes the current window; its last read, {@code null} if a restart left nothing of it to read. */
    @Nullable
    WindowRead complete() {
        if (lastRead != null) {
            planner.completed(window(), lastRead, current().longest());
        }
        current().cancel();
        current = null;
        return lastRead;
    }

    /** Rows a second of the time line; 0 until known. */
    double rowsPerSecond() {
        return current == null ? planner.rowsPerSecond(null, null) : planner.rowsPerSecond(lastRead, current.window().to());
    }

    /** Recent average of the rows that only one list yields; NaN until known. */
    double rowsPerList() {
        return planner.rowsPerList();
    }

    /** Forgets the current window: the sweep plans it again. */
    void drop() {
        current().cancel();
        current = null;
    }

    void stopReadingAhead() {
        readAhead.cancel();
    }

    /** Forgets all windows. */
    void clear() {
        cancel();
        current = null;
    }

    /** Stops reading ahead. */
    void cancel() {
        if (current != null) {
            current.cancel();
        }
        readAhead.cancel();
    }

    /** Drops waiting pages after a failed recheck: other sweeps read meanwhile, and their versions are newer. */
    void failedRecheck() {
        readAhead.cancel();
        planner.notBusy();
    }

    /** From now on narrows down the unreadable part. */
    void isolate() {
        if (current != null) {
            current.isolate();
        }
    }
}
