package io.github.camelplivo.mdr.feed;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.MalformedRow;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A page as the feed delivers it: the records of one response of Plivo that were not delivered before, newest first.
 * Or, instead of records, an unreadable row.
 *
 * @param id        the same for the same records in the same state, at every delivery and in any order
 * @param sweep     the sweep that read it
 * @param window    the window it was read in
 * @param page      the records, with the {@code api_id} and {@code meta} of their response; none if there is a
 *                  malformed row
 * @param malformed {@code null} unless a row cannot be read
 */
public record FeedPage(String id, SweepId sweep, Window window, MdrPage page, @Nullable MalformedRow malformed) {

    static FeedPage of(SweepId sweep, Window window, MdrPage page) {
        return new FeedPage(id(page.stream().map(DeliveredVersions::key).sorted()), sweep, window, page, null);
    }

    static FeedPage of(SweepId sweep, Window window, MalformedRow row) {
        return new FeedPage(id(Stream.of(row.second() + " row " + row.offset())), sweep, window, MdrPage.of(List.of()), row);
    }

    private static String id(Stream<String> contents) {
        return HexFormat.of().formatHex(Sha256.of(contents.collect(Collectors.joining("\n", "", "\n"))), 0, 16);
    }
}
