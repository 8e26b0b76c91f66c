package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Reads one window, newest row first, so that no row can be missed whatever arrives, leaves or changes places
 * meanwhile.
 * <p>
 * It never goes on by offset, which rows that move make unreliable, but by time: one answer holds every row of the
 * window down to the second of its last row, so what remains is the window up to and with that second, asked for anew.
 * Only a second that has more rows than a page must be read by offset, see {@link Passes}.
 */
final class WindowReader {

    private final PageSource source;
    private final SweepName sweep;
    private final Window window;
    private ListEnd end = new ListEnd();
    private Instant remaining;
    /** Requests go down to here: the window's begin, unless an unreadable row is being closed in on. */
    private Instant floor;
    private boolean isolating;
    private Passes passes;
    private RowByRow single;
    private int rows;

    /** @param remaining everything in the window from here on was read before */
    WindowReader(PageSource source, SweepName sweep, Window window, Instant remaining) {
        this.source = source;
        this.sweep = sweep;
        this.window = window;
        this.remaining = remaining;
        this.floor = window.from();
    }

    Window window() {
        return window;
    }

    boolean isComplete() {
        return !remaining.isAfter(window.from());
    }

    /**
     * From now on, until it is passed, closes in on what cannot be read, first in time and then row by row, so that it
     * comes as an {@link UnreadableRow} and everything around it as usual.
     */
    void isolate() {
        isolating = true;
    }

    /** Reads on; to be called while not complete. A page that cannot be had leaves everything as it was. */
    Step read() throws Exception {
        if (single != null) {
            return readByRow();
        }
        try {
            return step(passes == null ? readByTime() : readByOffset());
        } catch (UnreadableException e) {
            if (!isolating) {
                throw e;
            }
            closeIn(e);
            return step(MdrPage.of(List.of()));
        }
    }

    private Step step(MdrPage page) {
        return new Step(page, null, remaining, rows);
    }

    private MdrPage readByTime() throws Exception {
        MdrPage page = source.page(new PageRequest(sweep, new Window(floor, remaining), 0, PageSource.PAGE_SIZE));
        rows += Math.max(0, page.size() - 1);
        if (end.isReachedBy(page)) {
            passed(floor);
        } else if (!page.isEmpty()) {
            goOn(page);
        }
        return page;
    }

    private void goOn(MdrPage page) {
        Instant last = timeOfLast(page);
        if (last == null) {
            // no time can be read: nothing is left but offsets
            passes = new Passes(source, sweep, new Window(floor, remaining));
        } else if (last.plusSeconds(1).isBefore(remaining)) {
            remaining = last.plusSeconds(1);
        } else {
            passes = new Passes(source, sweep, new Window(remaining.minusSeconds(1), remaining));
        }
    }

    private MdrPage readByOffset() throws Exception {
        MdrPage page = passes.read();
        if (passes.isComplete()) {
            rows += passes.rows();
            passed(passes.window().from());
        }
        return page;
    }

    private void passed(Instant down) {
        remaining = down;
        floor = window.from();
        end = new ListEnd();
        passes = null;
        single = null;
    }

    private void closeIn(UnreadableException error) throws Exception {
        Window asked = passes == null ? new Window(floor, remaining) : passes.window();
        if (asked.length().compareTo(Duration.ofSeconds(1)) > 0) {
            passes = null;
            floor = remaining.minusSeconds(asked.length().toSeconds() / 2);
            end = new ListEnd();
        } else {
            single = new RowByRow(source, sweep, asked, error);
        }
    }

    private Step readByRow() throws Exception {
        Step step = single.read();
        if (single.isComplete()) {
            passed(single.second().from());
            isolating = false;
        }
        return new Step(step.page(), step.unreadable(), remaining, rows);
    }

    /** The second of the last row whose time can be read; no row that is not on the page is newer. */
    private static Instant timeOfLast(MdrPage page) {
        return IntStream.rangeClosed(1, page.size()).mapToObj(back -> page.get(page.size() - back).getMessageTime())
                .filter(Objects::nonNull).findFirst().map(OffsetDateTime::toInstant).map(Window::second).orElse(null);
    }
}
