package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plivo's moving list as a sequence of pages, in which every record comes once, and after a crash at most the records
 * of one page come again.
 * <p>
 * A page is handed out by {@link #next()} again and again until it is {@linkplain #acknowledge acknowledged}; only then
 * the position moves. Every method may be called by any thread, but the pages come one at a time.
 */
public final class Feed implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final FeedSettings settings;
    private final WatermarkStore store;
    private final Clock clock;
    private final Sweep live;
    private final Sweep backfill;
    private Instant horizon;
    private Instant horizonSince;
    private Sweep current;
    private FeedPage pending;
    private volatile FeedProgress progress;
    private boolean unsaved;
    private boolean closed;

    /**
     * Opens the feed where its watermark stands, or at the beginning if there is none yet.
     *
     * @throws IOException if the watermark cannot be read or written, or is that of another feed
     */
    public Feed(FeedSettings settings, PageSource source, WatermarkStore store, Clock clock) throws IOException {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        Optional<String> line = store.load();
        Watermark watermark
                = line.isPresent() ? Watermark.parse(line.get(), settings.key(), store) : first();
        live = new Sweep(SweepName.LIVE, watermark.sweeps().get(SweepName.LIVE), settings.endTime(), source, clock);
        backfill = new Sweep(SweepName.BACKFILL, watermark.sweeps().get(SweepName.BACKFILL), settings.endTime(), source, clock);
        LOG.info("The feed {} at {} ({}): live from {}, backfill from {}", line.isPresent() ? "goes on" : "begins",
                store, settings.key(), live.position().cursor(), backfill.isOver() ? "nowhere" : backfill.position().cursor());
        progress = progressNow();
        if (line.isEmpty()) {
            // at once: after a crash before the first page a relative startTime would be another one
            save();
        }
        look();
    }

    private Watermark first() {
        Instant now = Window.second(clock.instant());
        Instant start = Window.second(settings.startTime());
        Map<SweepName, SweepPosition> sweeps = new EnumMap<>(SweepName.class);
        sweeps.put(SweepName.LIVE, SweepPosition.at(start.isAfter(now) ? start : now, null));
        sweeps.put(SweepName.BACKFILL, SweepPosition.at(start.isAfter(now) ? now : start, now));
        return new Watermark(settings.key(), sweeps);
    }

    /** Looks at the clock: the next pages go as far as what is settled now. */
    public synchronized void look() {
        horizonSince = clock.instant();
        horizon = settled();
    }

    private Instant settled() {
        return Window.second(clock.instant().minus(settings.settle()));
    }

    /** The horizon, or less if the clock was set back since. */
    private Instant edge() {
        Instant settled = settled();
        return settled.isBefore(horizon) ? settled : horizon;
    }

    /**
     * The oldest page that was not acknowledged yet. Reads as long as it takes to find one.
     *
     * @return                      empty when all was read that had settled at the last {@link #look()}
     * @throws InterruptedException when the source was told to stop while it waited
     * @throws Exception            when a page could not be had, or the watermark not be written; nothing is lost by
     *                              that, the next call goes on from there
     */
    public synchronized Optional<FeedPage> next() throws Exception {
        if (pending != null) {
            return Optional.of(pending);
        }
        if (unsaved) {
            save();
        }
        while (choose()) {
            boolean begins = current.position().windowEnd() == null;
            Optional<FeedPage> page = current.read(this::edge);
            pending = page.orElse(null);
            if (begins || page.isEmpty()) {
                // the window too: after a crash its first page is to come again as it was
                save();
            }
            if (page.isPresent()) {
                return page;
            }
        }
        return Optional.empty();
    }

    /**
     * New records are not kept waiting by old ones: the live sweep comes first, every {@code livePeriod} at the latest.
     */
    private boolean choose() {
        if (!clock.instant().isBefore(horizonSince.plus(settings.livePeriod())) && backfill.hasWork(edge())) {
            look();
        }
        current = live.hasWork(edge()) ? live : backfill;
        return current.hasWork(edge());
    }

    /**
     * The page has been processed and is not to come again.
     *
     * @throws IOException if the watermark could not be written. In this process the page does not come again all the
     *                     same, and {@link #next()} gives no further page until the watermark could be written
     */
    public synchronized void acknowledge(FeedPage page) throws IOException {
        if (closed) {
            throw new IOException("Page " + page.id() + " was completed after the feed was closed, it will come again");
        }
        if (page != pending) {
            throw new IllegalArgumentException("Page " + page.id() + " is not the one that waits to be acknowledged");
        }
        current.delivered(page);
        pending = null;
        save();
    }

    /** Whether {@code endTime} was reached: no page will ever come again. */
    public synchronized boolean isOver() {
        return pending == null && live.isOver() && backfill.isOver();
    }

    /** How far it has come. Does not wait, also while a page is being read. */
    public FeedProgress progress() {
        return progress;
    }

    private FeedProgress progressNow() {
        return new FeedProgress(
                live.position().cursor(), backfill.position().cursor(), backfill.position().end(), isOver());
    }

    /** Leaves the watermark to whoever opens the feed next. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        store.close();
    }

    private void save() throws IOException {
        unsaved = true;
        progress = progressNow();
        store.save(new Watermark(
                settings.key(),
                Map.of(SweepName.LIVE, live.position(), SweepName.BACKFILL, backfill.position())).toLine());
        unsaved = false;
    }
}
