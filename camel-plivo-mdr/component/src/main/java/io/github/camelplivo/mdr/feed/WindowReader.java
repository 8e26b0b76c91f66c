package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one window until nothing in it can have been missed, or until it is clear that it must be cut.
 * <p>
 * A window of more than one second whose rows move, or that has too many pages, is cut by the {@link Sweep}. A single
 * second cannot be cut: it is read again and again until a pass brings nothing new and every row of the list was seen.
 * Rows of equal time may stand in another order at every request, so a pass can miss some of them although nothing
 * arrived or left.
 */
final class WindowReader {

    private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);

    /** Twice what a window is planned for. */
    private static final int MAX_PAGES = 20;
    /** After so many pages it can be told how many there will be. */
    private static final int PAGES_TO_JUDGE = 3;
    /** After so many passes over one second without a new row no further row is to be expected, proof or not. */
    private static final int MAX_QUIET_PASSES = 10;

    /** What is known about the window so far. */
    enum State {
        READING,
        COMPLETE,
        /** rows moved while it was read */
        MOVED,
        /** more pages than a window should have */
        OVERGROWN
    }

    private final PageSource source;
    private final Window window;
    /** Over all passes, for a window of one second. */
    private final Set<String> union = new HashSet<>();
    private State state = State.READING;
    private Pass pass = new Pass();
    private Instant oldest;
    private int unionBefore;
    private int quietPasses;

    WindowReader(PageSource source, Window window) {
        this.source = source;
        this.window = window;
    }

    Window window() {
        return window;
    }

    State state() {
        return state;
    }

    /** How many rows the window has, as far as it was read. */
    int rows() {
        return pass.rows();
    }

    /** Where in time the rows moved, {@code null} if unknown or if they did not. */
    Instant movedAt() {
        return pass.movedAt();
    }

    /** The time of the oldest row read, {@code null} if none was read or it has no time that can be read. */
    Instant oldest() {
        return oldest;
    }

    /**
     * Reads the next page; to be called while {@link State#READING}. A page that cannot be had leaves everything as it
     * was.
     */
    MdrPage read() throws Exception {
        MdrPage page = source.page(window, pass.offset());
        pass.add(page);
        oldest = timeOfLast(page);
        state = window.isOneSecond() ? afterPageOfOneSecond() : afterPage();
        return page;
    }

    private static Instant timeOfLast(MdrPage page) {
        if (page.isEmpty()) {
            return null;
        }
        MessageDetailRecord last = page.get(page.size() - 1);
        return last.getMessageTime() == null ? null : last.getMessageTime().toInstant();
    }

    private State afterPage() {
        if (pass.isComplete()) {
            return State.COMPLETE;
        }
        if (pass.hasMoved() || pass.hasEnded()) {
            return State.MOVED;
        }
        return isOvergrown() ? State.OVERGROWN : State.READING;
    }

    private boolean isOvergrown() {
        double length = window.length().toMillis();
        double read = oldest == null ? length : Duration.between(oldest, window.to()).toMillis();
        double share = Math.min(1, Math.max(read, 1) / length);
        return pass.pages() >= PAGES_TO_JUDGE && pass.pages() / share >= MAX_PAGES;
    }

    private State afterPageOfOneSecond() {
        if (pass.isComplete()) {
            return State.COMPLETE;
        }
        if (!pass.hasEnded() && !pass.isStale()) {
            return State.READING;
        }
        union.addAll(pass.seen());
        boolean quiet = union.size() == unionBefore;
        unionBefore = union.size();
        quietPasses = quiet ? quietPasses + 1 : 0;
        if (quiet && pass.hasEnded() && union.size() >= pass.rows()) {
            return State.COMPLETE;
        }
        if (quietPasses >= MAX_QUIET_PASSES) {
            return withoutProof();
        }
        pass = new Pass();
        return State.READING;
    }

    private State withoutProof() {
        if (!pass.hasEnded()) {
            quietPasses = 0;
            pass = new Pass();
            throw new IllegalStateException(
                    "Plivo's list repeats the same rows at every offset of " + window + ": it does not page, and nothing"
                                            + " after this window can be read until it does");
        }
        LOG.warn("Plivo lists {} rows in {}, but {} passes brought only {} different ones: taken as complete, the list"
                 + " names some records twice",
                pass.rows(), window, MAX_QUIET_PASSES, union.size());
        return State.COMPLETE;
    }
}
