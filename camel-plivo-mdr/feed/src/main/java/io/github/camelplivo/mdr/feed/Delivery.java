package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page on its way to the route, with the position that applies once the page is delivered.
 *
 * @param sweep the sweep that read it
 * @param after the position of the sweep after the page
 */
record Delivery(Sweep sweep, FeedPage page, SweepPosition after) {

    /** The position of the sweep after each record, in the order of the page; the last one is {@link #after}. */
    List<SweepPosition> positions() {
        SweepPosition before = sweep.position();
        Instant rest = Objects.requireNonNull(before.remaining());
        Stream<SweepPosition> inside = IntStream.range(1, page.page().size())
                .mapToObj(rows -> before.withRows(page.page().subList(0, rows), rest, uuid -> null));
        return Stream.concat(inside, Stream.of(after)).toList();
    }
}
