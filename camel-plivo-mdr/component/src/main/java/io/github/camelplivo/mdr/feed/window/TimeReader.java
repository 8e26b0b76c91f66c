package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Reads the rest of a window by time: one page holds every row down to the second of its last row, and the range up to
 * and including that second remains.
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
        /** The list is not newest first. */
        UNORDERED
    }

    private final PageSource source;
    private final Remainder remainder;
    private final ListEvidence evidence;
    private final Seam seam;
    private final NewestRowCheck newestRow;
    private ListEnd listEnd = new ListEnd();
    /**
     * The next page may lack known rows of the rest, because the range was requested before, possibly before a restart.
     */
    private boolean again = true;
    private boolean passed;
    private Next next = Next.BY_TIME;
    private int rows;

    TimeReader(PageSource source, Remainder remainder, ListEvidence evidence) {
        this.source = source;
        this.remainder = remainder;
        this.evidence = evidence;
        this.seam = new Seam(evidence);
        this.newestRow = new NewestRowCheck(source);
    }

    MdrPage read() throws Exception {
        passed = false;
        MdrPage page = source.page(new PageRequest(remainder.requested(), 0, PageSource.PAGE_SIZE));
        next = next(page);
        return page;
    }

    Next next() {
        return next;
    }

    /** Whether the last page left less to read, and has every known row of its range. */
    boolean hasPassed() {
        return passed;
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

    private Next next(MdrPage page) throws Exception {
        if (!evidence.isNewestFirst(page, remainder.requested())) {
            return Next.UNORDERED;
        }
        if (seam.isMissing(page, remainder.end())) {
            remainder.extendBySecond();
            again = true;
            return Next.BY_TIME;
        }
        switch (newestRow.check(page, remainder.end())) {
            case DOUBTFUL -> {
                again = true;
                return Next.BY_TIME;
            }
            case UNORDERED -> {
                evidence.foundUnordered(remainder.requested());
                return Next.UNORDERED;
            }
            default -> {
                Next following = pass(page);
                again = false;
                return following;
            }
        }
    }

    private Next pass(MdrPage page) {
        rows += Math.max(0, page.size() - 1);
        if (listEnd.isReachedBy(page)) {
            return Next.COMPLETE;
        }
        if (page.isEmpty()) {
            return Next.BY_TIME;
        }
        Instant last = PageSeconds.last(page);
        if (last == null) {
            return Next.REST_BY_OFFSET;
        }
        seam.clear();
        if (!remainder.reduceTo(last, evidence.overlap())) {
            return Next.LAST_SECOND_BY_OFFSET;
        }
        passed = !again;
        boolean mayRoundUp = remainder.end().equals(last.plusSeconds(1));
        if (mayRoundUp) {
            seam.follow(page);
        }
        return Next.BY_TIME;
    }
}
