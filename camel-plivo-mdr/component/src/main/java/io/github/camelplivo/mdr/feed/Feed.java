package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plivo's moving list as a sequence of pages, in which every version of a record comes once, and after a crash at most
 * the records of one page come again.
 * <p>
 * A page is handed out by {@link #next()} again and again until it is {@linkplain #acknowledge acknowledged}; only then
 * the position moves. Every method may be called by any thread, but the pages come one at a time.
 */
public final class Feed implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final FeedSettings settings;
    private final WatermarkStore store;
    private final DeliveredVersions versions;
    private final Clock clock;
    private final Sweep live;
    private final List<Sweep> rechecks;
    private final Sweep backfill;
    /** All of them, in the order in which they go before each other. */
    private final List<Sweep> sweeps;
    private final AtomicReference<Instant> rereadFrom = new AtomicReference<>();
    private volatile boolean backfillPaused;
    private Instant looked;
    private Sweep current;
    private FeedPage pending;
    private FeedPage unremembered;
    private volatile FeedProgress progress;
    private volatile long requestedAt = System.nanoTime();
    private boolean unsaved;
    private boolean closed;

    /**
     * Opens the feed where its watermark stands, or at the beginning if there is none yet.
     *
     * @param  versions    remembers what was delivered
     * @param  executor    runs what is read ahead
     * @throws IOException if the watermark cannot be read or written, or is that of another feed
     */
    public Feed(
                FeedSettings settings, PageSource source, WatermarkStore store, DeliveredVersions versions, Executor executor,
                Clock clock) throws IOException {
        this(settings, source, store, versions, executor, clock, System::nanoTime);
    }

    /** @param nanoTime counts nanoseconds as {@link System#nanoTime()} does */
    public Feed(
                FeedSettings settings, PageSource source, WatermarkStore store, DeliveredVersions versions, Executor executor,
                Clock clock, LongSupplier nanoTime) throws IOException {
        this.settings = settings;
        this.store = store;
        this.versions = versions;
        this.clock = clock;
        Optional<String> line = store.load();
        Watermark watermark = line.isPresent() ? Watermark.parse(line.get(), settings.key(), store) : first();
        Map<SweepName, SweepPosition> positions = withRechecks(watermark.sweeps());
        sweeps = positions.entrySet().stream()
                .map(e -> new Sweep(e.getKey(), e.getValue(), settings, source, versions, executor, clock)).toList();
        live = sweeps.get(0);
        rechecks = sweeps.subList(1, sweeps.size() - 1);
        backfill = sweeps.get(sweeps.size() - 1);
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
        return new Watermark(
                settings.key(), Map.of(
                        SweepName.LIVE, SweepPosition.at(start.isAfter(now) ? start : now, null),
                        SweepName.BACKFILL, SweepPosition.at(start, start.isAfter(now) ? start : now)));
    }

    /**
     * The positions of the sweeps that there should be, in their order. An age that is new begins with what is of it
     * now.
     */
    private Map<SweepName, SweepPosition> withRechecks(Map<SweepName, SweepPosition> known) {
        Map<SweepName, SweepPosition> positions = new LinkedHashMap<>();
        positions.put(SweepName.LIVE, known.get(SweepName.LIVE));
        for (Duration age : settings.recheckAfter()) {
            SweepName name = SweepName.recheck(age);
            Instant begin = Window.earlier(known.get(SweepName.LIVE).cursor(), Window.second(clock.instant().minus(age)));
            Instant start = known.get(SweepName.BACKFILL).start();
            positions.put(name, known.getOrDefault(name, SweepPosition.at(begin.isBefore(start) ? start : begin, null)));
        }
        positions.put(SweepName.BACKFILL, known.get(SweepName.BACKFILL));
        return positions;
    }

    /** Looks at the clock: the next pages go as far as what is settled now. */
    public synchronized void look() {
        looked = clock.instant();
    }

    /**
     * The second that has come to the age at which the sweep reads; by the last look, or less if the clock was set
     * back.
     */
    private Instant horizon(Sweep sweep) {
        return Window.second(Window.earlier(clock.instant(), looked).minus(sweep.age()));
    }

    /** Where the part of the time line ends that the sweep may read. */
    private Instant edge(Sweep sweep) {
        Instant horizon = horizon(sweep);
        if (sweep.name().kind() != SweepName.Kind.RECHECK) {
            return horizon;
        }
        // what was not read yet cannot be read again
        boolean behind = !backfill.isOver() && sweep.position().cursor().isBefore(backfill.readTo());
        return Window.earlier((behind ? backfill : live).position().cursor(), horizon);
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
            Optional<FeedPage> page = read();
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

    private Optional<FeedPage> read() throws Exception {
        try {
            return current.read(() -> edge(current));
        } finally {
            progress = progressNow();
        }
    }

    /**
     * New records are not kept waiting by old ones: the live sweep comes first, every {@code livePeriod} at the latest.
     */
    private boolean choose() {
        begin(rereadFrom.getAndSet(null));
        boolean period = !clock.instant().isBefore(looked.plus(settings.livePeriod()));
        if (period && sweeps.stream().anyMatch(s -> s != live && hasWork(s))) {
            look();
        }
        trail();
        current = sweeps.stream().filter(this::hasWork).findFirst().orElse(null);
        return current != null;
    }

    private boolean hasWork(Sweep sweep) {
        return (sweep != backfill || !backfillPaused) && sweep.hasWork(edge(sweep), horizon(sweep));
    }

    /**
     * Spares rechecks what needs none: records that have come to the next age too, which are read again for that one;
     * and those that the backfill has not read yet, and will only read when they are older.
     */
    private void trail() {
        for (int i = 0; i < rechecks.size(); i++) {
            Sweep recheck = rechecks.get(i);
            if (i + 1 < rechecks.size()) {
                recheck.skipTo(horizon(rechecks.get(i + 1)));
            }
            if (!backfill.isOver() && !recheck.position().cursor().isBefore(backfill.readTo())) {
                recheck.skipTo(Window.earlier(horizon(recheck), live.position().start()));
            }
        }
        // not those of the last age only: a younger one may have been kept in the middle of a window
        versions.forget(
                rechecks.stream().map(recheck -> recheck.position().cursor()).min(Instant::compareTo).orElse(Instant.MAX));
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
        unremembered = page;
        save();
    }

    /** Lets the backfill wait, until it is resumed or the feed opened again, and live reads and rechecks go on. */
    public void pauseBackfill() {
        backfillPaused = true;
        progress = progressNow();
    }

    /** Ends the pause of the backfill, from the next poll on. */
    public void resumeBackfill() {
        backfillPaused = false;
        progress = progressNow();
    }

    /**
     * Reads everything again from the given time to where the live sweep stands, as a new backfill that begins with the
     * next poll. Versions that are remembered as delivered do not come again.
     *
     * @throws IllegalArgumentException if there is nothing to read again from that time on, or Plivo has it no more
     */
    public void reread(Instant from) {
        Instant earliest = clock.instant().minus(FeedSettings.RETENTION);
        Instant latest = progress.live().cursor();
        if (from.isBefore(earliest) || !from.isBefore(latest)) {
            throw new IllegalArgumentException(
                    "Can read again from " + earliest + ", as far as Plivo keeps records, to before " + latest
                                               + ", where the live sweep stands, but not from " + from);
        }
        rereadFrom.set(Window.second(from));
    }

    private void begin(Instant reread) {
        if (reread != null) {
            Instant cursor = backfill.position().cursor();
            Instant from = backfill.isOver() ? reread : Window.earlier(cursor, reread);
            backfill.restart(SweepPosition.at(from, live.position().cursor()));
            // what waits there would be older than what is read again now
            rechecks.forEach(recheck -> recheck.restart(recheck.position()));
            LOG.info("Everything from {} to {} is read again", from, backfill.position().end());
        }
    }

    /** Whether {@code endTime} was reached: no page will ever come again. */
    public synchronized boolean isOver() {
        return pending == null && sweeps.stream().allMatch(Sweep::isOver);
    }

    /** {@link System#nanoTime} of the last list that this feed asked for, or of its opening. */
    public long requestedAt() {
        return requestedAt;
    }

    /** How far it has come. Does not wait, also while a page is being read. */
    public FeedProgress progress() {
        return progress;
    }

    private FeedProgress progressNow() {
        return new FeedProgress(
                sweeps.stream().map(Sweep::progress).toList(), List.of(), backfillPaused,
                sweeps.stream().allMatch(Sweep::isOver), false);
    }

    /** Leaves the watermark to whoever opens the feed next. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        sweeps.forEach(Sweep::cancel);
        store.close();
    }

    private void save() throws IOException {
        unsaved = true;
        progress = progressNow();
        remember();
        Map<SweepName, SweepPosition> positions = new LinkedHashMap<>();
        sweeps.forEach(s -> positions.put(s.name(), s.position()));
        store.save(new Watermark(settings.key(), positions).toLine());
        unsaved = false;
    }

    /** Before the position moves: what is remembered in vain does no harm once it was delivered. */
    private void remember() throws IOException {
        if (unremembered != null) {
            try {
                versions.add(new ArrayList<>(unremembered.page()));
            } catch (Exception e) {
                throw new IOException("What was delivered could not be remembered in " + versions + ": " + e.getMessage(), e);
            }
            unremembered = null;
        }
    }
}
