package io.github.camelplivo.mdr.feed.window;

import java.util.HashSet;
import java.util.Set;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * Reads by offset a stretch that Plivo's filter cannot divide by time, such as a second with more rows than a page, in
 * passes that repeat until they prove that no row was missed. One of these is the proof:
 * <ul>
 * <li>The stretch has one page.
 * <li>A pass saw no row move, and its first page, requested again, is unchanged: the order is stable and no row left.
 * For a list that is not newest first: two such passes in a row agree.
 * <li>If rows change places at every request: passes between whose ends the number of rows did not change have seen as
 * many different rows as the list has, and further passes the same rows. Once is no proof, because a row may have left
 * while another arrived.
 * <li>Ten passes in a row saw no new row. This is not a proof, but the best result for a list that never stops
 * changing.
 * </ul>
 */
final class OffsetReader {

    private static final FeedLogger LOG = FeedLogger.of(OffsetReader.class);

    /** Passes without a new row after which the stretch counts as read, without a proof. */
    private static final int MAX_QUIET = 10;
    /** Passes after which the log says that there are many. */
    private static final int REPORTED = 4;

    private final PageSource source;
    private final Window window;
    private final boolean ordered;
    private final Set<String> everSeen = new HashSet<>();
    /** Rows of passes since the number of rows last changed, or since they were as many as the list has. */
    private final Set<String> present = new HashSet<>();
    /** The rows when they were as many as the list has. */
    private Set<String> presentBefore = Set.of();
    private OffsetPass pass = new OffsetPass();
    /** A clean pass that waits for its confirmation. */
    private @Nullable OffsetPass clean;
    private int passes;
    private int everSeenBefore;
    private int rowsBefore = -1;
    private int quiet;
    private boolean complete;

    private OffsetReader(PageSource source, Window window, boolean ordered) {
        this.source = source;
        this.window = window;
        this.ordered = ordered;
    }

    /** Reads a list that is not newest first. */
    static OffsetReader ofUnordered(PageSource source, Window window) {
        return new OffsetReader(source, window, false);
    }

    /**
     * Reads a list that is newest first, except for rows of the same time.
     *
     * @param first its first page, which was read already
     */
    static OffsetReader ofOrdered(PageSource source, Window window, MdrPage first) {
        OffsetReader reader = new OffsetReader(source, window, true);
        reader.add(first);
        return reader;
    }

    Window window() {
        return window;
    }

    /** Whether rows moved in the last pass. */
    boolean hasMoved() {
        return passes > 0 && clean == null;
    }

    /** Whether it relies on a list that is newest first. */
    boolean isOrdered() {
        return ordered;
    }

    boolean isComplete() {
        return complete;
    }

    /** Number of rows of the stretch, if a pass has reached its end. */
    int rows() {
        return Math.max(rowsBefore, pass.rows());
    }

    /** The next page; a failed request changes nothing. */
    MdrPage read() throws Exception {
        MdrPage page = source.page(new PageRequest(window, pass.offset(), PageSource.PAGE_SIZE));
        if (ordered && clean != null && pass.offset() == 0 && clean.beginsWith(page)) {
            complete = true;
        } else {
            add(page);
        }
        return page;
    }

    private void add(MdrPage page) {
        pass.add(page);
        if (pass.isOnePage()) {
            complete = true;
        } else if (pass.hasEnded() || pass.isStale()) {
            endPass();
        }
    }

    private void endPass() {
        OffsetPass ended = pass;
        pass = new OffsetPass();
        passes++;
        everSeen.addAll(ended.seen());
        quiet = everSeen.size() == everSeenBefore ? quiet + 1 : 0;
        everSeenBefore = everSeen.size();
        boolean still = ended.hasEnded() && rowsBefore == ended.rows();
        if (!still) {
            present.clear();
            presentBefore = Set.of();
        }
        boolean allSeen = still && hasSeenAllTwice(ended);
        rowsBefore = ended.rows();
        boolean agreed = !ordered && clean != null && ended.isClean() && ended.agreesWith(clean);
        clean = ended.isClean() ? ended : null;
        if (passes == REPORTED) {
            LOG.info("Rows of {} move while the feed reads them by offset. It repeats its passes, of {} rows each, until they"
                     + " prove that no row is missing. Newer records of this sweep wait for that",
                    window, ended.rows());
        }
        if (agreed || ordered && allSeen) {
            complete = true;
        } else if (quiet >= MAX_QUIET) {
            acceptQuiet(ended);
        }
    }

    /** Whether passes have seen all rows of the list twice. */
    private boolean hasSeenAllTwice(OffsetPass ended) {
        present.addAll(ended.seen());
        if (present.size() < ended.rows()) {
            return false;
        }
        // more if one left while another arrived, or if the list repeats a row
        boolean twice = present.size() == ended.rows() && present.equals(presentBefore);
        presentBefore = Set.copyOf(present);
        present.clear();
        return twice;
    }

    private void acceptQuiet(OffsetPass last) {
        quiet = 0;
        if (!last.hasEnded()) {
            throw new IllegalStateException(
                    "Plivo's list repeats the same rows at every offset of " + window + ": paging does not work, and the"
                                            + " feed cannot read past this window until it does");
        }
        if (everSeen.size() < last.rows()) {
            LOG.warn("Plivo lists {} rows in {}, but {} passes returned only {} different rows. The feed takes the window"
                     + " as complete: the list repeats some rows",
                    last.rows(), window, MAX_QUIET, everSeen.size());
        }
        complete = true;
    }
}
