package io.github.camelplivo.mdr.feed.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Reads one window, newest row first, so that no row can be missed whatever arrives, leaves or changes places
 * meanwhile.
 * <p>
 * It never continues by offset, which rows that move make unreliable, but by time: one answer holds every row of the
 * window down to the second of its last row, so what remains is the window up to and including that second, asked for
 * as a new list. Only a second that has more rows than a page, or a list that is not newest first, must be read by
 * offset, see {@link OffsetReader}.
 */
public final class WindowReader {

    private static final MdrPage NO_ROWS = MdrPage.of(List.of());

    private final PageSource source;
    private final Window window;
    private final ListEvidence evidence;
    private final RefusedRange refused;
    private ListEnd end = new ListEnd();
    /** The last row of the page before, which the next page must contain; {@code null} if there is none. */
    private String seam;
    private boolean widened;
    /**
     * The newest row when it was missing from the page before: listed again without it, the list is not newest first.
     */
    private String missed;
    /** Rows of what remains may be known that its next page lacks: it was asked for before, maybe before a restart. */
    private boolean again = true;
    private boolean passedByTime;
    private Instant remaining;
    /**
     * Everything from here on was read, also if the filter rounds times up: a second more than remains, up to the seam.
     */
    private Instant proven;
    /**
     * Requests reach down to here: the window's start, unless a malformed row is searched or a long range refused.
     */
    private Instant floor;
    private boolean isolating;
    private boolean unordered;
    private OffsetReader offsets;
    private MalformedRowFinder finder;
    private int rows;
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
        this.remaining = remaining;
        this.proven = remaining;
        this.evidence = evidence;
        this.refused = new RefusedRange(window.from(), clock);
        this.floor = window.from();
    }

    public Window window() {
        return window;
    }

    public boolean isComplete() {
        return !remaining.isAfter(refused.start());
    }

    /** The longest range that Plivo does not refuse, {@code null} if it refused none for its length. */
    public Duration longest() {
        return refused.longest();
    }

    /**
     * From now on, until it is passed, closes in on the part that cannot be read, first in time and then row by row, so
     * that it comes as an {@link MalformedRow} and everything around it as usual.
     */
    public void isolate() {
        isolating = true;
    }

    /**
     * Sends one request, seldom two; to be called while not complete. A page that cannot be had leaves everything as it
     * was.
     */
    public WindowRead read() throws Exception {
        if (finder != null) {
            return readByRow();
        }
        passedByTime = false;
        try {
            MdrPage page = offsets == null ? readByTime() : readByOffset();
            lists++;
            refused.accepted();
            return result(page);
        } catch (MalformedPageException e) {
            if (!isolating) {
                throw e;
            }
            closeIn(e);
        } catch (RefusedException e) {
            floor = refused.floorBelow(asked(), e);
            offsets = null;
            remaining = floor.isBefore(remaining) ? remaining : floor;
        }
        return result(NO_ROWS);
    }

    private WindowRead result(MdrPage page) {
        return new WindowRead(page, null, proven, passedByTime, rows, lists);
    }

    private Window asked() {
        return offsets == null ? new Window(floor, remaining) : offsets.window();
    }

    private MdrPage readByTime() throws Exception {
        if (evidence.isUnordered()) {
            readUnordered();
            return readByOffset();
        }
        MdrPage page = source.page(new PageRequest(asked(), 0, PageSource.PAGE_SIZE));
        if (!evidence.isNewestFirst(page, asked())) {
            readUnordered();
            return page;
        }
        if (lacksSeam(page)) {
            widened = true;
            again = true;
            remaining = Window.earlier(window.to(), remaining.plusSeconds(1));
            return page;
        }
        if (mayHideNewerRows(page)) {
            String newest = newestRow(secondOfLast(page).plusSeconds(1));
            if (newest != null && newest.equals(missed)) {
                evidence.foundUnordered(asked());
                readUnordered();
                return page;
            }
            missed = newest;
            if (newest != null) {
                // it came meanwhile, and the list begins with it now, or the list is not newest first
                again = true;
                return page;
            }
        }
        missed = null;
        rows += Math.max(0, page.size() - 1);
        if (end.isReachedBy(page)) {
            passed(floor);
        } else if (!page.isEmpty()) {
            passPage(page);
        }
        again = false;
        return page;
    }

    /** Whether a page shows no order, as all its rows are of one second, though the range has later ones. */
    private boolean mayHideNewerRows(MdrPage page) {
        Instant last = secondOfLast(page);
        return last != null && page.getMeta().next() != null && last.plusSeconds(1).isBefore(remaining)
                && page.stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull)
                        .allMatch(time -> Window.second(time.toInstant()).equals(last));
    }

    private String newestRow(Instant from) throws Exception {
        MdrPage newest = source.page(new PageRequest(new Window(from, remaining), 0, 1));
        lists++;
        return newest.stream().filter(row -> row.getMessageTime() != null)
                .filter(row -> !row.getMessageTime().toInstant().isBefore(from)).findFirst()
                .map(MessageDetailRecord::getMessageUuid).orElse(null);
    }

    /**
     * Whether the last row of the page before is missing, for the first time: it has left, or the filter rounds it up.
     */
    private boolean lacksSeam(MdrPage page) {
        boolean contained = page.stream().anyMatch(row -> row.getMessageUuid().equals(seam));
        // rows of one second may change places at every request
        boolean crowded = page.size() >= PageSource.PAGE_SIZE
                && Objects.equals(secondOfLast(page), remaining.minusSeconds(1));
        if (seam != null && !contained && !widened && !crowded) {
            return true;
        }
        if (widened && contained) {
            evidence.roundsUp();
        }
        widened = false;
        return false;
    }

    private void readUnordered() {
        if (!unordered) {
            // what was read by time may lack rows
            unordered = true;
            remaining = window.to();
            proven = remaining;
        }
        offsets = new OffsetReader(source, asked(), false);
    }

    private void passPage(MdrPage page) {
        Instant last = secondOfLast(page);
        if (last == null) {
            // no time can be read: nothing is left but offsets
            offsets = new OffsetReader(source, asked(), true);
        } else if (rest(last).isBefore(remaining)) {
            remaining = rest(last);
            proven = Window.earlier(proven, remaining.plusSeconds(1));
            passedByTime = !again;
            boolean mayRoundUp = remaining.equals(last.plusSeconds(1));
            seam = mayRoundUp ? page.get(page.size() - 1).getMessageUuid() : null;
        } else {
            seam = null;
            Instant second = remaining.minusSeconds(1);
            offsets = new OffsetReader(source, new Window(second, remaining), true);
        }
    }

    /** Up to the last row, and a second at least: a filter that rounds may list rows that are older than the range. */
    private Instant rest(Instant last) {
        Instant rest = last.plusSeconds(evidence.overlap());
        return rest.isAfter(floor) ? rest : floor.plusSeconds(1);
    }

    private MdrPage readByOffset() throws Exception {
        MdrPage page = offsets.read();
        evidence.isNewestFirst(page, offsets.window());
        if (offsets.isComplete()) {
            rows += offsets.rows();
            passed(offsets.window().from());
        }
        return page;
    }

    private void passed(Instant down) {
        remaining = down;
        proven = down;
        floor = refused.start();
        end = new ListEnd();
        seam = null;
        widened = false;
        offsets = null;
        finder = null;
    }

    private void closeIn(MalformedPageException error) throws Exception {
        Window asked = asked();
        if (asked.length().compareTo(Duration.ofSeconds(1)) > 0) {
            offsets = null;
            floor = remaining.minusSeconds(asked.length().toSeconds() / 2);
            end = new ListEnd();
        } else {
            finder = new MalformedRowFinder(source, asked, error);
        }
    }

    private WindowRead readByRow() throws Exception {
        WindowRead read;
        try {
            read = finder.read();
        } catch (MalformedPageException e) {
            // no row is to blame: from the start again at the next attempt
            finder = null;
            throw e;
        }
        if (finder.isComplete()) {
            passed(finder.second().from());
            isolating = false;
        }
        return new WindowRead(read.page(), read.malformed(), proven, false, rows, lists);
    }

    /** The second of the last row whose time can be read; no row that is not on the page is newer. */
    private static Instant secondOfLast(MdrPage page) {
        return IntStream.rangeClosed(1, page.size()).mapToObj(back -> page.get(page.size() - back).getMessageTime())
                .filter(Objects::nonNull).findFirst().map(OffsetDateTime::toInstant).map(Window::second).orElse(null);
    }
}
