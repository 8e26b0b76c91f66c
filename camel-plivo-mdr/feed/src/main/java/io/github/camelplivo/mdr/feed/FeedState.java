package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.log.FeedLogger;

/**
 * The state of a feed: its sweeps and the stretches that they have set aside. The feed saves it as the watermark and
 * publishes it as {@link FeedProgress}. For use by one thread at a time, except for operator requests and progress.
 */
final class FeedState {

    private static final FeedLogger LOG = FeedLogger.of(FeedState.class);

    private final FeedSettings settings;
    private final LongSupplier nanoTime;
    private final FeedClock clock;
    private final ListEvidence evidence = new ListEvidence();
    private final WatermarkWriter writer;
    private final StartPositions startPositions;
    private final FirstStart firstStart;
    private final Sweeps sweeps;
    private final SweepLimits limits;
    private final SetAsideStretches setAside;
    private final boolean continues;
    private final RereadRequest reread;
    private final WatermarkSnapshot watermark;
    private volatile boolean backfillPaused;
    private volatile FeedProgress published;
    private final PendingPage pending = new PendingPage();

    /** @throws IOException if the watermark cannot be read, is that of another feed, or lies in the future */
    FeedState(
              FeedSettings settings, SweepPageSource source, WatermarkStore store, DeliveredVersions versions,
              Executor executor, FeedClock clock, LongSupplier nanoTime) throws IOException {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.writer = new WatermarkWriter(store, versions);
        this.startPositions = new StartPositions(settings);
        Optional<String> line = store.load();
        this.continues = line.isPresent();
        Watermark stored = continues
                ? Watermark.parse(line.get(), settings.key(), store) : startPositions.first(clock.openedAt());
        Watermark start = startPositions.notInTheFuture(stored, store, clock.openedAt());
        if (continues) {
            versions.continuesAt(start.position(SweepId.LIVE).deliveredTo());
        }
        this.firstStart = new FirstStart(stored.hasReadNothing());
        this.reread = new RereadRequest(start.reread(), clock.wallClock());
        SweepFactory factory = new SweepFactory(
                settings, source, evidence, versions, executor, clock.wallClock(),
                new ReadAheadBudget(settings.readAheadBytes()));
        this.sweeps = factory.sweeps(startPositions.withRechecks(start));
        this.limits = new SweepLimits(sweeps, clock);
        this.setAside = new SetAsideStretches(factory, clock, start.setAside());
        this.watermark = new WatermarkSnapshot(settings.key(), sweeps, setAside, reread);
        publish();
    }

    /** Logs where the feed starts, and saves the start: after a crash a relative startTime would be another one. */
    void start(WatermarkStore store) throws IOException {
        Sweep backfill = sweeps.backfill();
        LOG.info("{} {}: new records from {} on, {}",
                continues ? "The feed continues at the position in" : "The feed starts: there is no position yet in", store,
                sweeps.live().position().cursor(),
                backfill.isFinished()
                        ? "no backfill"
                        : "backfill from " + backfill.position().cursor() + " to " + backfill.position().end());
        if (!continues) {
            save();
        }
    }

    Sweeps sweeps() {
        return sweeps;
    }

    SetAsideStretches setAside() {
        return setAside;
    }

    SweepLimits limits() {
        return limits;
    }

    /** The sweeps and the stretches that were set aside. */
    Stream<Sweep> readers() {
        return Stream.concat(sweeps.all().stream(), setAside.stream());
    }

    boolean hasWork(Sweep sweep) {
        return limits.hasWork(sweep, backfillPaused);
    }

    boolean isAllRead() {
        return !firstStart.isDoubtful() && setAside.isEmpty() && sweeps.all().stream().allMatch(Sweep::isFinished);
    }

    void moved(Sweep sweep) {
        sweep.counters().moved(nanoTime.getAsLong());
    }

    PendingPage pending() {
        return pending;
    }

    /** Moves the position past the page that the route has processed. */
    void acknowledge(FeedPage page) throws IOException {
        Delivery delivered = pending.processed(page);
        delivered.sweep().delivered(delivered);
        moved(delivered.sweep());
        writer.delivered(delivered.page());
        pending.clear();
        save();
    }

    /** Moves the start back once the first response shows that the clock was fast at the first start. */
    void correctFirstStart() throws IOException {
        Instant started = sweeps.live().position().start();
        Optional<Instant> corrected = firstStart.correction(clock, started);
        if (corrected.isEmpty()) {
            return;
        }
        // it was read with the wrong start
        pending.clear();
        setAside.clear();
        sweeps.restart(startPositions.withRechecks(startPositions.first(corrected.get())));
        FirstStart.log(corrected.get(), started, sweeps.live().position().start());
        save();
    }

    boolean isBackfillPaused() {
        return backfillPaused;
    }

    /** May be called by any thread. */
    void pauseBackfill(boolean paused) {
        backfillPaused = paused;
        LOG.info("The backfill is {}",
                paused ? "paused on request, until it is resumed or the feed starts again" : "resumed on request");
    }

    /** The requested reread; the next poll starts it. */
    RereadRequest reread() {
        return reread;
    }

    /** Starts the reread that was requested, if one was. */
    void startReread() throws IOException {
        if (reread.start(sweeps, setAside)) {
            save();
        }
    }

    /** Does not wait. */
    FeedProgress progress() {
        return published.withBackfillPaused(backfillPaused);
    }

    void publish() {
        published = new FeedProgress(
                sweeps.all().stream().map(this::progress).toList(), setAside.stream().map(this::progress).toList(),
                backfillPaused, isAllRead(), evidence.isUnordered(), evidence.resolution().isMicroseconds(), writer.versions());
    }

    private SweepProgress progress(Sweep sweep) {
        boolean hasWork = clock.hasPeriod() && hasWork(sweep);
        if (!hasWork) {
            moved(sweep);
        }
        List<Sweep> stretches = setAside.stream().filter(one -> one.name().equals(sweep.name()) && one != sweep).toList();
        return SweepProgress.of(sweep, hasWork, stretches);
    }

    /** Saves again if that failed. */
    void saveIfUnsaved() throws IOException {
        if (writer.isUnsaved()) {
            save();
        }
    }

    void save() throws IOException {
        publish();
        writer.save(watermark.now());
    }

    /** The line of the watermark after each record of the page that awaits its acknowledgement. */
    List<String> watermarks(FeedPage page) throws IOException {
        Delivery delivery = pending.processed(page);
        return delivery.positions().stream().map(position -> watermark.with(delivery.sweep(), position).toLine()).toList();
    }
}
