package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.feed.window.ListException;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;

/** Reads a closed time range once, page by page, with the guarantees of the feed: every record in it, each once. */
public final class RangeReader {

    private static final FeedSettings ONCE = new FeedSettings("", Instant.EPOCH, null, Duration.ZERO, Duration.ZERO);

    private final Sweep sweep;

    /** @param range closed: no future record has its time in it */
    public RangeReader(Window range, PageSource source, Clock clock) {
        SweepFactory factory = new SweepFactory(
                ONCE, (sweep, request) -> source.page(request), new ListEvidence(), DeliveredVersions.none(), Runnable::run,
                clock, new ReadAheadBudget(0));
        this.sweep = factory.sweep(SweepId.BACKFILL, SweepPosition.at(range.from(), range.to()));
    }

    /**
     * The next page.
     *
     * @return           empty when everything is read
     * @throws Exception when the page could not be read; the next call continues from there
     */
    public Optional<MdrPage> next() throws Exception {
        while (!sweep.isFinished()) {
            Optional<Delivery> page = read();
            if (page.isPresent()) {
                sweep.delivered(page.get());
                return page.map(delivery -> delivery.page().page());
            }
        }
        return Optional.empty();
    }

    private Optional<Delivery> read() throws Exception {
        try {
            return sweep.read(() -> Instant.MAX);
        } catch (ListException e) {
            throw e.getCause();
        }
    }
}
