package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Reads the rest of a window by time: one page holds every row down to the time of its last row, and the range up to
 * and including that time remains. That time is the whole second or, in a second with several rows, the microsecond of
 * the last row if the list supports it.
 */
final class TimeReader {

    /** How the reader continues the window after a page. */
    enum Next {
        BY_TIME,
        COMPLETE,
        /** No row has a readable time. */
        REST_BY_OFFSET,
        /** The page does not show where its last second ends, or whether newer rows are behind it. */
        SECOND_BY_OFFSET,
        /** The list is not newest first. */
        UNORDERED
    }

    /** A second, and another in case the filter rounds its rows up. */
    private static final Duration NARROW = Duration.ofSeconds(2);

    private final PageSource source;
    private final Remainder remainder;
    private final ListEvidence evidence;
    private final Seam seam;
    private final NewestRowCheck newestRow;
    private boolean wide;
    private boolean checksNewestRow;
    private ListEnd listEnd = new ListEnd();
    private Next next = Next.BY_TIME;
    /** Whether a range of this window ended at a microsecond. */
    private boolean divided;
    private int rows;

    TimeReader(PageSource source, Remainder remainder, ListEvidence evidence) {
        this.source = source;
        this.remainder = remainder;
        this.evidence = evidence;
        this.seam = new Seam(evidence);
        this.newestRow = new NewestRowCheck(source);
    }

    MdrPage read() throws Exception {
        MdrPage page = source.page(new PageRequest(remainder.requested(), 0, PageSource.PAGE_SIZE));
        next = next(page);
        return page;
    }

    Next next() {
        return next;
    }

    /** Number of rows read, less one for each further page: it repeats at least one row of the page before. */
    int rows() {
        return rows;
    }

    /** Number of lists in addition to those of {@link #read}. */
    int checks() {
        return newestRow.lists();
    }

    /** The range to read by offset after this page: the second of its last row, and newer ones that may have rows. */
    Window second(MdrPage page) {
        Window range = remainder.from(Window.second(Objects.requireNonNull(PageTimes.last(page))));
        Instant narrow = range.from().plus(NARROW);
        wide = narrow.isBefore(range.to()) && !checksNewestRow;
        return wide ? range : new Window(range.from(), Window.earlier(narrow, range.to()));
    }

    /**
     * Narrows the range, because rows of other seconds may be those that moved. A separate list then shows whether
     * there are any.
     *
     * @return false if it is narrow already
     */
    boolean narrow() {
        checksNewestRow |= wide;
        return wide;
    }

    /** Adapts to a new lowest second of requests. */
    void floorMoved() {
        listEnd = new ListEnd();
    }

    /** Forgets the last page, because another reader has passed its range. */
    void passed() {
        checksNewestRow = false;
        listEnd = new ListEnd();
        seam.clear();
    }

    /** Records the rows of a page that was read by offset. */
    void observe(MdrPage page) {
        seam.observe(page);
    }

    /** Whether pages read by offset lacked a row of the page before, so that the rest was extended and must be read. */
    boolean extendIfSeamIsMissing() {
        boolean missing = seam.isMissing(remainder.end());
        if (missing) {
            remainder.extend();
        }
        return missing;
    }

    /**
     * Restarts the window if microseconds have divided it, but turned out not to order it, so that rows may be hidden.
     */
    boolean restartIfDivided() {
        boolean restart = divided && evidence.resolution().isOrderDisproved();
        if (restart) {
            divided = false;
            remainder.restart();
            passed();
        }
        return restart;
    }

    private Next next(MdrPage page) throws Exception {
        if (!evidence.isNewestFirst(page, remainder.requested())) {
            return Next.UNORDERED;
        }
        if (restartIfDivided()) {
            return Next.BY_TIME;
        }
        seam.observe(page);
        // rows that may change places may push the seam to a later page
        if (page.size() < PageSource.PAGE_SIZE || page.getMeta().next() == null || !isOfOneTime(page)) {
            if (extendIfSeamIsMissing()) {
                return Next.BY_TIME;
            }
            seam.clear();
        }
        if (listEnd.isReachedBy(page)) {
            rows += page.size();
            return Next.COMPLETE;
        }
        rows += Math.max(0, page.size() - 1);
        return page.isEmpty() ? Next.BY_TIME : reduce(page);
    }

    private Next reduce(MdrPage page) throws Exception {
        Instant last = PageTimes.last(page);
        if (last == null) {
            return Next.REST_BY_OFFSET;
        }
        boolean divides = divides(page, last);
        Instant second = Window.second(last);
        Instant end = divides ? last.plus(Resolution.MICROSECOND) : second.plusSeconds(evidence.overlap());
        boolean ofOneTime = isOfOneTime(page);
        if (ofOneTime || !remainder.reduceTo(end)) {
            return ofOneTime ? byOffset(second) : Next.SECOND_BY_OFFSET;
        }
        checksNewestRow = false;
        divided |= divides;
        if (divides || remainder.end().equals(second.plusSeconds(1))) {
            seam.follow(page);
        }
        return Next.BY_TIME;
    }

    /** Rows of one time show no order, and the list might have newer ones behind them. */
    private Next byOffset(Instant second) throws Exception {
        Instant newer = second.plus(NARROW);
        if (!checksNewestRow || !newer.isBefore(remainder.end())) {
            return Next.SECOND_BY_OFFSET;
        }
        return switch (newestRow.check(new Window(newer, remainder.end()))) {
            case PASSED -> Next.SECOND_BY_OFFSET;
            case DOUBTFUL -> Next.BY_TIME;
            case UNORDERED -> {
                evidence.foundUnordered(remainder.requested());
                yield Next.UNORDERED;
            }
        };
    }

    /** Whether all rows are of one second, which microseconds do not divide. */
    private boolean isOfOneTime(MdrPage page) {
        Instant last = PageTimes.last(page);
        return last != null && !divides(page, last) && PageTimes.areAllOf(page, Window.second(last));
    }

    /** Whether the rest can end at the microsecond of the last row, and is smaller than if it ended at the second. */
    private boolean divides(MdrPage page, Instant last) {
        return evidence.resolution().isMicroseconds() && !seam.isInDoubt(remainder.end())
                && !last.isBefore(remainder.floor()) && PageTimes.divide(page, last);
    }
}
