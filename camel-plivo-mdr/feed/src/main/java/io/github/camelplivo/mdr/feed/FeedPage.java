package io.github.camelplivo.mdr.feed;

import java.util.List;

import io.github.camelplivo.mdr.feed.window.MalformedRow;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.ContentHash;
import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * A page as the feed delivers it: the records of one response of Plivo that were not delivered before, newest first.
 * Or, instead of records, an unreadable row.
 *
 * @param id        of the sweep, the window and the uuids of the records, in any order: the same at every delivery of
 *                  the page. Where versions are remembered, it is also of the state of the records: if one has changed
 *                  before a redelivery after a crash, the page is another one
 * @param sweep     the sweep that read it
 * @param window    the window it was read in
 * @param page      the records, with the {@code api_id} and {@code meta} of their response; none if there is a
 *                  malformed row
 * @param malformed {@code null} unless a row cannot be read
 */
public record FeedPage(String id, SweepId sweep, Window window, MdrPage page, @Nullable MalformedRow malformed) {

    /** @param versions whether the state of the records is part of the id */
    static FeedPage of(SweepId sweep, Window window, MdrPage page, boolean versions) {
        ContentHash records = page.stream()
                .map(record -> versions ? record.contentHash() : ContentHash.of(String.valueOf(record.getMessageUuid())))
                .reduce(ContentHash.NOTHING, ContentHash::plus);
        return new FeedPage(id(sweep, window, records), sweep, window, page, null);
    }

    static FeedPage of(SweepId sweep, Window window, MalformedRow row) {
        return new FeedPage(
                id(sweep, window, row.second() + " row " + row.offset()), sweep, window, MdrPage.of(List.of()), row);
    }

    private static String id(SweepId sweep, Window window, Object content) {
        return ContentHash.of(sweep + " " + window + " " + content).toString();
    }
}
