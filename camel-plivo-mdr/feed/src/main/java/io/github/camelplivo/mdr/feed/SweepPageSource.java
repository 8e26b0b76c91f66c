package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.MdrPage;

/** The source of a feed's pages, which may serve one sweep before another. */
@FunctionalInterface
public interface SweepPageSource {

    /**
     * The requested rows.
     *
     * @param  sweep     the sweep that requests them
     * @throws Exception as {@link PageSource#page} does
     */
    MdrPage page(SweepId sweep, PageRequest request) throws Exception;
}
