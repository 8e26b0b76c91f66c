package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * Reads one window, newest row first, so that it misses no row, even if rows arrive, leave or change places meanwhile.
 * <p>
 * It continues by time and not by offset, which is unreliable because rows move: one response holds every row of the
 * window down to the second of its last row, so the rest is the window up to and including that second, requested as a
 * new list. Where a list has proved its {@link Resolution}, a microsecond takes the place of the second. Only a time
 * with more rows than a page, or a list that is not newest first, must be read by offset, see {@link OffsetReader}.
 */
public final class WindowReader {

    private static final MdrPage NO_ROWS = MdrPage.of(List.of());

    private final PageSource source;
    private Window window;
    private final ListEvidence evidence;
    private final RefusedRange refused;
    private final Remainder remainder;
    private final TimeReader times;
    private @Nullable OffsetReader offsets;
    private @Nullable MalformedRowFinder finder;
    private boolean isolating;
    private boolean unordered;
    private int offsetRows;
    private int lists;

    /** @param remaining everything in the window from here on was read before */
    public WindowReader(
                        PageSource source, Window window, Instant remaining, ListEvidence evidence,
                        Clock clock) {
        this.source = request -> {
            MdrPage page = source.page(request);
            evidence.requireList(page);
            return page;
        };
        this.window = window;
        this.remainder = new Remainder(window, remaining);
        this.evidence = evidence;
        this.refused = new RefusedRange(window.from(), clock);
        this.times = new TimeReader(this.source, remainder, evidence);
    }

    public Window window() {
        return window;
    }

    public boolean isComplete() {
        return !remainder.end().isAfter(refused.start());
    }

    /** The longest range that Plivo does not refuse, {@code null} if it refused none for its length. */
    public @Nullable Duration longest() {
        return refused.longest();
    }

    /**
     * Leaves the part before the given second to another reader, but nothing that it has started to read.
     *
     * @return false if there is no such part
     */
    boolean startAt(Instant second) {
        Instant reading = offsets == null ? Window.second(remainder.end().minusNanos(1)) : offsets.window().from();
        Instant start = Window.earlier(second, reading);
        if (isComplete() || isolating || !start.isAfter(refused.start())) {
            return false;
        }
        window = new Window(start, window.to());
        refused.startAt(start);
        remainder.raiseFloor(start);
        return true;
    }

    /**
     * From now on, until the reader has passed it, narrows down the unreadable part, first in time and then row by row,
     * so that it comes as a {@link MalformedRow} and everything around it as usual.
     */
    public void isolate() {
        isolating = true;
    }

    /**
     * Sends one request, seldom two; call it only while the window is not complete. A failed request changes nothing.
     */
    public WindowRead read() throws Exception {
        if (finder != null) {
            return readByRow(finder);
        }
        try {
            MdrPage page = offsets == null && !evidence.isUnordered() ? readByTime() : readByOffset();
            lists++;
            refused.accepted();
            return result(page, null);
        } catch (MalformedPageException e) {
            if (!isolating) {
                throw e;
            }
            closeIn(e);
        } catch (RefusedException e) {
            remainder.raiseFloor(refused.floorBelow(requested().toWholeSeconds(), e));
            offsets = null;
        }
        return result(NO_ROWS, null);
    }

    private WindowRead result(MdrPage page, @Nullable MalformedRow malformed) {
        return new WindowRead(page, malformed, remainder.proven(), times.rows() + offsetRows, lists + times.checks());
    }

    private Window requested() {
        return offsets == null ? remainder.requested() : offsets.window();
    }

    private MdrPage readByTime() throws Exception {
        MdrPage page = times.read();
        switch (times.next()) {
            case BY_TIME -> {
            }
            case COMPLETE -> passed(remainder.floor());
            case REST_BY_OFFSET -> offsets = OffsetReader.ofOrdered(source, remainder.requested(), page);
            case SECOND_BY_OFFSET -> offsets = OffsetReader.ofOrdered(source, times.second(page), page);
            case UNORDERED -> offsets = readUnordered();
        }
        return page;
    }

    private OffsetReader readUnordered() {
        if (!unordered) {
            // the part that was read by time may lack rows
            unordered = true;
            remainder.reset();
        }
        return OffsetReader.ofUnordered(source, remainder.requested());
    }

    private MdrPage readByOffset() throws Exception {
        OffsetReader reader = offsets == null ? readUnordered() : offsets;
        offsets = reader;
        MdrPage page = reader.read();
        times.observe(page);
        if (!evidence.isNewestFirst(page, reader.window()) && reader.isOrdered()) {
            offsets = readUnordered();
        } else if (times.restartIfDivided()) {
            offsets = null;
        } else if (!reader.isComplete()) {
            offsets = reader.hasMoved() && times.narrow() ? null : reader;
        } else if (times.extendIfSeamIsMissing()) {
            offsets = null;
        } else {
            offsetRows += reader.rows();
            passed(reader.window().from());
        }
        return page;
    }

    private void passed(Instant second) {
        remainder.passed(second, refused.start());
        times.passed();
        offsets = null;
        finder = null;
    }

    private void closeIn(MalformedPageException error) throws Exception {
        Window requested = requested().toWholeSeconds();
        if (requested.length().compareTo(Duration.ofSeconds(1)) > 0) {
            offsets = null;
            remainder.halve(requested);
            times.floorMoved();
        } else {
            finder = new MalformedRowFinder(source, requested, error);
        }
    }

    private WindowRead readByRow(MalformedRowFinder rows) throws Exception {
        WindowRead read;
        try {
            read = rows.read();
        } catch (MalformedPageException e) {
            // the outage is general: from the start again at the next attempt
            finder = null;
            throw e;
        }
        if (rows.isComplete()) {
            passed(rows.second().from());
            isolating = false;
        }
        return result(read.page(), read.malformed());
    }
}
