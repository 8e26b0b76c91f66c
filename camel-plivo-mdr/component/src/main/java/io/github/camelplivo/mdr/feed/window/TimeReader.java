package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

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
        /** The last second of the rest has more rows than a page. */
        LAST_SECOND_BY_OFFSET,
        /** More rows than a page have the time of the page's last row. */
        TIE_BY_OFFSET,
        /** The list is not newest first. */
        UNORDERED
    }

    private final PageSource source;
    private final Remainder remainder;
    private final ListEvidence evidence;
    private final Seam seam;
    private final NewestRowCheck newestRow;
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

    /** Number of rows read, without those that pages share. */
    int rows() {
        return rows;
    }

    /** Number of lists in addition to those of {@link #read}. */
    int checks() {
        return newestRow.lists();
    }

    /** Adapts to a new lowest second of requests. */
    void floorMoved() {
        listEnd = new ListEnd();
    }

    /** Forgets the last page, because another reader has passed its range. */
    void passed() {
        listEnd = new ListEnd();
        seam.clear();
    }

    /** Continues after the last page of a pass by offset, which has rows that are older than the tie. */
    void continueAfter(MdrPage page) {
        listEnd = new ListEnd();
        reduce(page);
    }

    /** Records the rows of a page that another reader has read. */
    void observe(MdrPage page) {
        seam.observe(page);
    }

    /**
     * Restarts the window if microseconds have divided it, although the list turned out not to be in their order: rows
     * may have been hidden.
     */
    boolean restartIfDivided() {
        boolean restart = divided && evidence.resolution().isOrderDisproved();
        if (restart) {
            divided = false;
            remainder.reset();
            passed();
        }
        return restart;
    }

    private Next next(MdrPage page) throws Exception {
        Window requested = remainder.requested();
        if (!evidence.isNewestFirst(page, requested)) {
            return Next.UNORDERED;
        }
        if (restartIfDivided()) {
            return Next.BY_TIME;
        }
        if (seam.isMissing(page, requested)) {
            remainder.extend();
            return Next.BY_TIME;
        }
        return switch (newestRow.check(page, requested.to())) {
            case DOUBTFUL -> Next.BY_TIME;
            case UNORDERED -> {
                evidence.foundUnordered(requested);
                yield Next.UNORDERED;
            }
            case PASSED -> pass(page);
        };
    }

    private Next pass(MdrPage page) {
        rows += Math.max(0, page.size() - 1);
        if (listEnd.isReachedBy(page)) {
            return Next.COMPLETE;
        }
        return page.isEmpty() ? Next.BY_TIME : reduce(page);
    }

    private Next reduce(MdrPage page) {
        Instant last = PageTimes.last(page);
        if (last == null) {
            return Next.REST_BY_OFFSET;
        }
        seam.clear();
        boolean exact = !last.isBefore(remainder.floor()) && evidence.resolution().isMicroseconds()
                && !seam.isInDoubt(remainder.end());
        boolean divides = exact && PageTimes.divide(page, last);
        Instant end = divides ? last.plus(Resolution.MICROSECOND) : Window.second(last).plusSeconds(evidence.overlap());
        boolean reduced = remainder.reduceTo(end);
        divided |= exact && (!reduced || divides);
        if (!reduced) {
            return exact ? Next.TIE_BY_OFFSET : Next.LAST_SECOND_BY_OFFSET;
        }
        if (divides || remainder.end().equals(Window.second(last).plusSeconds(1))) {
            seam.follow(page);
        }
        return Next.BY_TIME;
    }
}
