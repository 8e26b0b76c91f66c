package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.MdrPage;

/** Where the pages of a feed come from, which may serve one sweep before another. */
@FunctionalInterface
public interface SweepPageSource {

    /**
     * The rows that were asked for.
     *
     * @param  sweep     on whose behalf
     * @throws Exception as {@link PageSource#page} does
     */
    MdrPage page(SweepId sweep, PageRequest request) throws Exception;
}
