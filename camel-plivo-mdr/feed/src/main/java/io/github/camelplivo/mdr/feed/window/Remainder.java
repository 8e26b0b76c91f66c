package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

/**
 * The part of a window that remains to be read, from its start up to a second or microsecond, and the part of it that
 * the next request covers.
 */
final class Remainder {

    private final Window window;
    private final Instant first;
    private Instant end;
    /**
     * Everything from this second on was read, even if the filter rounds times up or ignores microseconds: a second
     * more than remains, up to the seam.
     */
    private Instant proven;
    /**
     * Requests reach down to here: the window's start, unless the reader narrows down a malformed row or Plivo refused
     * a long range.
     */
    private Instant floor;

    /** @param end everything in the window from this second on was read before */
    Remainder(Window window, Instant end) {
        this.window = window;
        this.first = end;
        this.end = end;
        this.proven = end;
        this.floor = window.from();
    }

    Instant end() {
        return end;
    }

    Instant proven() {
        return proven;
    }

    Instant floor() {
        return floor;
    }

    /** The range of the next request. */
    Window requested() {
        return new Window(floor, end);
    }

    /** The part of the next request's range from the given second on. */
    Window from(Instant second) {
        return new Window(second.isAfter(floor) ? second : floor, end);
    }

    /** Whether the next request ends within a second. */
    boolean endsInSecond() {
        return end.getNano() != 0;
    }

    /** Restarts the reading of the window, and of the part that was read before. */
    void reset() {
        end = window.to();
        proven = end;
    }

    /** Restarts the reading of the window, but not of the part that was read before. */
    void restart() {
        end = first;
        proven = first;
    }

    /** Adds the rest of the second in which it ends or, in case the filter rounds times up, the next second. */
    void extend() {
        end = endsInSecond() ? Window.endOfSecond(end) : Window.earlier(window.to(), end.plusSeconds(1));
    }

    /**
     * Removes the part from the given end on, which a page has covered.
     *
     * @return whether less remains than before
     */
    boolean reduceTo(Instant newEnd) {
        // a second at least: a filter that rounds may list rows that are older than the range
        Instant rest = newEnd.isAfter(floor) ? newEnd : floor.plusSeconds(1);
        if (!rest.isBefore(end)) {
            return false;
        }
        end = rest;
        proven = Window.earlier(proven, Window.endOfSecond(end).plusSeconds(1));
        return true;
    }

    /** Records that everything down to this second was read; requests reach down to the floor from now on. */
    void passed(Instant second, Instant newFloor) {
        end = second;
        proven = second;
        floor = newFloor;
    }

    /** Limits requests to the part down to this second. */
    void raiseFloor(Instant second) {
        floor = second;
        end = floor.isBefore(end) ? end : floor;
    }

    /** Limits requests to the newer half of this one. */
    void halve(Window requested) {
        floor = Window.endOfSecond(end).minusSeconds(requested.length().toSeconds() / 2);
    }
}
