package io.github.camelplivo.mdr.feed;

import java.util.HashSet;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stretch that time cannot divide, such as a second with more rows than a page, by offset: again and again
 * until a pass was complete, or brought nothing new and every row of the list was seen. Rows of one time may stand in
 * another order at every request, so a pass can miss some of them although nothing arrived or left.
 */
final class Passes {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    /** After so many passes without a new row no further row is to be expected, proof or not. */
    private static final int MAX_QUIET = 10;

    private final PageSource source;
    private final SweepName sweep;
    private final Window window;
    private final Set<String> union = new HashSet<>();
    private Pass pass = new Pass();
    private int unionBefore;
    private int rowsBefore = -1;
    private int quiet;
    private boolean unrest;
    private boolean complete;

    Passes(PageSource source, SweepName sweep, Window window) {
        this.source = source;
        this.sweep = sweep;
        this.window = window;
    }

    Window window() {
        return window;
    }

    boolean isComplete() {
        return complete;
    }

    /** How many rows the stretch has, as far as it was read to its end. */
    int rows() {
        return Math.max(rowsBefore, pass.rows());
    }

    /** The next page; a page that cannot be had leaves everything as it was. */
    MdrPage read() throws Exception {
        MdrPage page = source.page(new PageRequest(sweep, window, pass.offset(), PageSource.PAGE_SIZE));
        pass.add(page);
        if (pass.isComplete()) {
            complete = true;
        } else if (pass.hasEnded() || pass.isStale()) {
            next();
        }
        return page;
    }

    private void next() {
        union.addAll(pass.seen());
        quiet = union.size() == unionBefore ? quiet + 1 : 0;
        unionBefore = union.size();
        // rows that arrive or leave make the number of rows a poor witness
        unrest |= rowsBefore >= 0 && rowsBefore != pass.rows() || union.size() > pass.rows();
        rowsBefore = pass.rows();
        boolean all = pass.hasEnded() && union.size() >= pass.rows();
        if (quiet > 0 && all && !unrest) {
            complete = true;
        } else if (quiet >= MAX_QUIET) {
            giveUp(all);
        }
        pass = new Pass();
    }

    private void giveUp(boolean all) {
        boolean pages = pass.hasEnded();
        quiet = 0;
        if (!pages) {
            pass = new Pass();
            throw new IllegalStateException(
                    "Plivo's list repeats the same rows at every offset of " + window + ": it does not page, and nothing"
                                            + " after this window can be read until it does");
        }
        if (!all) {
            LOG.warn("Plivo lists {} rows in {}, but {} passes brought only {} different ones: taken as complete, the list"
                     + " names some records twice",
                    pass.rows(), window, MAX_QUIET, union.size());
        }
        complete = true;
    }
}
