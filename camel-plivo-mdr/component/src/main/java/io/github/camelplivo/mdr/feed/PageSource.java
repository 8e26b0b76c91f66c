package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.model.MdrPage;

/** Where the pages come from: Plivo's message list with the feed's filters, newest row first. */
@FunctionalInterface
public interface PageSource {

    /** Rows a page, Plivo's maximum ("List all messages": "limit … maximum 20"). */
    int PAGE_SIZE = 20;

    /**
     * The rows of the window from the given offset on, at most {@link #PAGE_SIZE}.
     *
     * @param  offset               how many rows of the window to leave out, counted from the newest
     * @throws InterruptedException when the reading was told to stop while it waited
     * @throws Exception            when the page could not be had; it may be asked for again
     */
    MdrPage page(Window window, int offset) throws Exception;
}
