package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

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
    private final Window window;
    private final ListEnd end = new ListEnd();
    private Instant remaining;
    private Passes passes;
    private int rows;

    /** @param remaining everything in the window from here on was read before */
    WindowReader(PageSource source, Window window, Instant remaining) {
        this.source = source;
        this.window = window;
        this.remaining = remaining;
    }

    Window window() {
        return window;
    }

    /** The pages read so far hold every row of the window from here on. */
    Instant remaining() {
        return remaining;
    }

    boolean isComplete() {
        return !remaining.isAfter(window.from());
    }

    /** About how many rows the window has, as far as it was read. */
    int rows() {
        return rows;
    }

    /** Reads the next page; to be called while not complete. A page that cannot be had leaves everything as it was. */
    MdrPage read() throws Exception {
        return passes == null ? readByTime() : readByOffset();
    }

    private MdrPage readByTime() throws Exception {
        MdrPage page = source.page(new Window(window.from(), remaining), 0);
        rows += Math.max(0, page.size() - 1);
        if (end.isReachedBy(page)) {
            remaining = window.from();
        } else if (!page.isEmpty()) {
            goOn(page);
        }
        return page;
    }

    private void goOn(MdrPage page) {
        Instant last = timeOfLast(page);
        if (last == null) {
            // no time can be read: nothing is left but offsets
            passes = new Passes(source, new Window(window.from(), remaining));
        } else if (last.plusSeconds(1).isBefore(remaining)) {
            remaining = last.plusSeconds(1);
        } else {
            passes = new Passes(source, new Window(remaining.minusSeconds(1), remaining));
        }
    }

    private MdrPage readByOffset() throws Exception {
        MdrPage page = passes.read();
        if (passes.isComplete()) {
            remaining = passes.window().from();
            passes = null;
        }
        return page;
    }

    /** The second of the last row whose time can be read; no row that is not on the page is newer. */
    private static Instant timeOfLast(MdrPage page) {
        return page.stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull)
                .reduce((one, next) -> next).map(OffsetDateTime::toInstant).map(Window::second).orElse(null);
    }
}
