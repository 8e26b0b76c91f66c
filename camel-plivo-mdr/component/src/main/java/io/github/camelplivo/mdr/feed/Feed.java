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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Plivo's moving list as a sequence of pages, in which every version of a record comes once, and after a crash at most
 * the records of one page come again.
 * <p>
 * A page is handed out by {@link #next()} again and again until it is {@linkplain #acknowledge acknowledged}; only then
 * the position moves. Every method may be called by any thread, but the pages come one at a time.
 * <p>
 * Its log lines bear the {@link FeedName} that the thread had which opened it, or that of its watermark's key.
 * <p>
 * The feed trusts the clock only as far as answers confirm it: before the third answer, and after ten minutes without
 * one, the time decides nothing that could skip a record.
 */
public final class Feed implements Closeable {

    private static final FeedLogger LOG = FeedLogger.of(Feed.class);

    private static final int AGREEING_ANSWERS = 3;
    private static final long CONFIRMED_FOR = Duration.ofMinutes(10).toNanos();
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(15);
    private static final Duration LEAST_PROBE_INTERVAL = Duration.ofSeconds(2);
    private static final int PROBES_A_POLL = 2;
    private static final int MOST_SET_ASIDE = 100;
    private static final int MOST_DIVIDED = 40;
    /** So that a poll ends although there is always a stretch left to try. */
    private static final int STRETCH_FAILURES_A_POLL = 60;

    private final FeedName name;
    private final FeedSettings settings;
    private final SweepPageSource plivo;
    private final WatermarkStore store;
    private final DeliveredVersions versions;
    private final Executor executor;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Ticker ticker;
    private final ListEvidence evidence = new ListEvidence();
    private final SweepShares shares = new SweepShares();
    private final Sweeps sweeps;
    /** Stretches that their sweeps have passed over because they cannot be read. */
    private final List<Sweep> setAside = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Instant> rereadFrom = new AtomicReference<>();
    private final Instant openedAt;
    private final boolean fresh;
    private volatile boolean backfillPaused;
    private volatile long requestedAt;
    private final AtomicLong answers = new AtomicLong();
    private volatile FeedProgress progress;
    /** By the clock and by the ticker, when last looked at. */
    private Instant now;
    private long ticks;
    private long answeredTicks;
    private long seenAnswers;
    private boolean firstStartChecked;
    private Instant looked;
    private long lookedTicks;
    private long liveAskedTicks;
    private Throwable stretchFailure;
    private int stretchFailures;
    private Delivery pending;
    private FeedPage unremembered;
    private boolean unsaved;
    private boolean closed;

    /**
     * Opens the feed where its watermark is, or at its start if there is none yet.
     *
     * @param  versions    remembers what was delivered
     * @param  executor    runs what is read ahead
     * @throws IOException if the watermark cannot be read or written, is that of another feed, or lies in the future
     */
    public Feed(
                FeedSettings settings, SweepPageSource source, WatermarkStore store, DeliveredVersions versions,
                Executor executor,
                Clock clock) throws IOException {
        this(settings, source, store, versions, executor, clock, System::nanoTime);
    }

    /** @param nanoTime counts nanoseconds as {@link System#nanoTime()} does */
    public Feed(
                FeedSettings settings, SweepPageSource source, WatermarkStore store, DeliveredVersions versions,
                Executor executor,
                Clock clock, LongSupplier nanoTime) throws IOException {
        this.name = FeedName.current().orElse(new FeedName(settings.key(), null));
        this.settings = settings;
        this.store = store;
        this.versions = versions;
        this.executor = task -> executor.execute(() -> name.run(task::run));
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.plivo = source;
        openedAt = clock.instant();
        now = openedAt;
        ticker = new Ticker(openedAt, nanoTime);
        requestedAt = nanoTime.getAsLong();
        Optional<String> line = store.load();
        Watermark watermark = line.isPresent() ? Watermark.parse(line.get(), settings.key(), store) : first(openedAt);
        fresh = watermark.isFresh();
        if (isInTheFuture(watermark)) {
            requireFresh(watermark);
            watermark = first(openedAt);
        }
        rereadFrom.set(watermark.reread());
        sweeps = open(withRechecks(watermark.sweeps()));
        watermark.setAside().forEach(stretch -> setAside.add(stretch(stretch.sweep(), stretch.position(), null)));
        name.run(() -> logStart(line.isPresent()));
        progress = progressNow();
        if (line.isEmpty()) {
            // at once: after a crash before the first page a relative startTime would be another one
            save();
        }
        look();
    }

    private void logStart(boolean continues) {
        LOG.info("{} {}: new records from {} on, {}",
                continues ? "The feed continues at the position in" : "The feed starts: there is no position yet in", store,
                sweeps.live().position().cursor(),
                sweeps.backfill().isOver()
                        ? "no backfill"
                        : "backfill from " + sweeps.backfill().position().cursor() + " to "
                          + sweeps.backfill().position().end());
    }

    /** How logs name it. */
    public FeedName name() {
        return name;
    }

    private Watermark first(Instant now) {
        Instant second = Window.second(now);
        Instant start = Window.second(settings.startBack() == null ? settings.startTime() : now.minus(settings.startBack()));
        Instant live = start.isAfter(second) ? start : second;
        return new Watermark(
                settings.key(), Map.of(
                        SweepId.LIVE, SweepPosition.at(live, null), SweepId.BACKFILL, SweepPosition.at(start, live)),
                List.of(), null);
    }

    private boolean isInTheFuture(Watermark watermark) {
        return watermark.sweeps().get(SweepId.LIVE).cursor().isAfter(openedAt.plus(FUTURE_TOLERANCE));
    }

    /** A first start with a clock that was fast has read nothing, so it moves back and loses nothing. */
    private void requireFresh(Watermark watermark) throws IOException {
        if (!fresh) {
            throw new IOException(
                    store + " holds a position in the future: everything before "
                                  + watermark.sweeps().get(SweepId.LIVE).cursor() + " counts as read, but it is " + openedAt
                                  + " by the clock of this machine. If this clock is slow, set it (NTP) and start again. If a fast"
                                  + " clock wrote the position, the records until then would be lost: restore it from a backup,"
                                  + " or remove it to start again at startTime");
        }
    }

    /**
     * The positions of the sweeps that there should be, in their order. An age that is new begins with the records that
     * come to it after the live sweep last read.
     */
    private Map<SweepId, SweepPosition> withRechecks(Map<SweepId, SweepPosition> known) {
        Map<SweepId, SweepPosition> positions = new LinkedHashMap<>();
        positions.put(SweepId.LIVE, known.get(SweepId.LIVE));
        Instant start = known.get(SweepId.BACKFILL).start();
        for (Duration age : settings.recheckAfter()) {
            SweepId name = SweepId.recheck(age);
            Instant begin = Window.second(known.get(SweepId.LIVE).cursor().minus(age));
            positions.put(name, known.getOrDefault(name, SweepPosition.at(begin.isBefore(start) ? start : begin, null)));
        }
        positions.put(SweepId.BACKFILL, known.get(SweepId.BACKFILL));
        return positions;
    }

    private Sweeps open(Map<SweepId, SweepPosition> positions) {
        List<Sweep> opened = positions.entrySet().stream().map(e -> sweep(e.getKey(), e.getValue())).toList();
        int last = opened.size() - 1;
        return new Sweeps(opened.get(0), opened.subList(1, last), opened.get(last));
    }

    private Sweep sweep(SweepId name, SweepPosition position) {
        return new Sweep(name, position, settings, settings.windows(), asker(name), evidence, versions, executor, clock);
    }

    /** One window at a time: what would wait while other sweeps read could be older than what they deliver. */
    private Sweep stretch(SweepId name, SweepPosition position, SweepFailure failure) {
        return new Sweep(name, position, settings, 1, asker(name), evidence, versions, executor, clock).setAside(failure);
    }

    private PageSource asker(SweepId sweep) {
        return request -> ask(sweep, request);
    }

    /** Called by any thread that reads. */
    private MdrPage ask(SweepId sweep, PageRequest request) throws Exception {
        requestedAt = nanoTime.getAsLong();
        MdrPage page = plivo.page(sweep, request);
        requestedAt = nanoTime.getAsLong();
        answers.incrementAndGet();
        return page;
    }

    /** Whether answers have lately shown what Plivo's clock says. */
    private boolean isClockConfirmed() {
        return seenAnswers >= AGREEING_ANSWERS && ticks - answeredTicks <= CONFIRMED_FOR;
    }

    /** One look for a whole decision, so that its parts agree. */
    private void lookAtClocks() {
        now = clock.instant();
        ticks = ticker.nanos(now);
        // was fast: else the limit would move on with every request, and a poll never end
        looked = looked == null ? null : Window.earlier(looked, now);
        long answered = answers.get();
        if (answered > seenAnswers) {
            seenAnswers = answered;
            answeredTicks = ticks;
        }
    }

    /** Looks at the clock: the next pages reach as far as what is settled now. */
    public void look() {
        lock.lock();
        try {
            lookAtClocks();
            looked = now;
            lookedTicks = ticks;
            stretchFailures = 0;
            stretchFailure = null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The second that has come to the age at which the sweep reads; by the last look, or less if the clock was set
     * back.
     */
    private Instant ageLimit(Sweep sweep) {
        return Window.second(looked.minus(sweep.age()));
    }

    /** Where the part of the time line ends that the sweep may read. */
    private Instant limit(Sweep sweep) {
        Instant ageLimit = ageLimit(sweep);
        if (sweep == sweeps.backfill()) {
            return earlierThanRechecksAhead(ageLimit);
        }
        if (sweep.name().kind() != SweepId.Kind.RECHECK || sweep.isSetAside()) {
            return ageLimit;
        }
        // what was not read yet cannot be read again
        Sweep backfill = sweeps.backfill();
        Sweep live = sweeps.live();
        Instant cursor = sweep.position().cursor();
        boolean first = !backfill.isOver()
                && (cursor.isBefore(backfill.readTo()) || cursor.isBefore(live.position().start()));
        Instant limit = Window.earlier((first ? backfill : live).position().cursor(), ageLimit);
        for (Sweep younger : sweeps.rechecks().subList(0, sweeps.rechecks().indexOf(sweep))) {
            // or pages that wait there would be older than what is delivered here; after a failure none wait
            limit = younger.failure() == null ? Window.earlier(limit, younger.position().cursor()) : limit;
        }
        return limit;
    }

    /**
     * What is read again on request does not overtake a recheck in its window, or older versions would come after
     * newer.
     */
    private Instant earlierThanRechecksAhead(Instant limit) {
        Instant cursor = sweeps.backfill().position().cursor();
        return sweeps.rechecks().stream().filter(recheck -> recheck.isReading() && recheck.failure() == null)
                .map(recheck -> recheck.position().cursor()).filter(ahead -> ahead.isAfter(cursor))
                .reduce(limit, Window::earlier);
    }

    /**
     * The oldest page that was not acknowledged yet. Reads as long as it takes to find one.
     *
     * @return                      empty when all was read that had settled at the last {@link #look()}
     * @throws InterruptedException when the source was told to stop while it waited
     * @throws Exception            when a page could not be had, or the watermark not be written; nothing is lost by
     *                              that, the next call continues from there
     */
    public Optional<FeedPage> next() throws Exception {
        lock.lock();
        try {
            if (pending == null) {
                name.run(this::read);
            }
            return Optional.ofNullable(pending).map(Delivery::page);
        } finally {
            lock.unlock();
        }
    }

    /** Until there is a page, or nothing left to read. */
    private void read() throws Exception {
        if (unsaved) {
            save();
        }
        int probes = 0;
        while (pending == null) {
            Sweep sweep = nextSweepWithWork();
            if (sweep != null) {
                FeedName.runSweep(sweep.name(), () -> read(sweep));
            } else if (probes < PROBES_A_POLL && (probes > 0 || isProbeDue())) {
                probes++;
                probeQuietly();
            } else {
                progress = progressNow();
                throwStretchFailure();
                return;
            }
        }
    }

    /** At the end of a poll, so that a stretch that cannot be read ends no poll in which others can be. */
    private void throwStretchFailure() throws Exception {
        Throwable failure = stretchFailure;
        stretchFailure = null;
        if (failure != null) {
            throwCause(failure);
        }
    }

    private static void throwCause(Throwable failure) throws Exception {
        throw isStretch(failure) ? (Exception) failure.getCause() : (Exception) failure;
    }

    /** Whether Plivo answered that it has no page for this stretch of time. */
    static boolean isStretch(Throwable failure) {
        return failure instanceof MalformedPageException || failure instanceof RefusedException;
    }

    private Sweep nextSweepWithWork() throws IOException {
        startReread();
        lookAtClocks();
        boolean period = ticks - lookedTicks >= settings.livePeriod().toNanos();
        if (period && readers().anyMatch(sweep -> sweep != sweeps.live() && isReady(sweep))) {
            looked = now;
            lookedTicks = ticks;
        }
        if (backfillPaused) {
            sweeps.backfill().stopReadingAhead();
        }
        if (isClockConfirmed()) {
            skipRedundantRechecks();
            forgetVersions();
        }
        List<Sweep> ready = readers().filter(this::isReady).toList();
        List<Sweep> healthy = ready.stream().filter(s -> s.failure() == null || !s.failure().yields(ticks)).toList();
        return shares.next(healthy.isEmpty() ? ready : healthy);
    }

    private Stream<Sweep> readers() {
        return Stream.concat(sweeps.all().stream(), setAside.stream());
    }

    private boolean isReady(Sweep sweep) {
        boolean barred = sweep.isSetAside()
                && (isReadByOthers(sweep) || sweep.failure() != null && stretchFailures >= STRETCH_FAILURES_A_POLL);
        return hasWork(sweep) && !barred && (sweep.failure() == null || !sweep.failure().isPause(ticks));
    }

    /** Pages that wait for their delivery would be older than what the stretch would deliver now. */
    private boolean isReadByOthers(Sweep stretch) {
        return sweeps.all().stream().anyMatch(sweep -> sweep.isReading() && sweep.failure() == null
                && sweep.position().cursor().isBefore(stretch.position().end())
                && sweep.readTo().isAfter(stretch.position().cursor()));
    }

    private boolean hasWork(Sweep sweep) {
        return sweep.hasWork(limit(sweep), ageLimit(sweep)) && !(sweep == sweeps.backfill() && isBackfillWaiting());
    }

    /** A paused backfill still completes the window in hand where rechecks cannot pass it otherwise. */
    private boolean isBackfillWaiting() {
        Sweep backfill = sweeps.backfill();
        Instant cursor = backfill.position().cursor();
        return backfillPaused && !(backfill.isBegun() && sweeps.rechecks().stream().anyMatch(
                recheck -> !recheck.position().cursor().isBefore(cursor)
                        && recheck.position().cursor().isBefore(backfill.readTo())
                        && recheck.position().cursor().isBefore(ageLimit(recheck))));
    }

    /**
     * Spares rechecks what needs none: records that have come to the next age too, which are read again for that one;
     * and those that the backfill has not read yet, and will only read when they are older.
     */
    private void skipRedundantRechecks() {
        List<Sweep> rechecks = sweeps.rechecks();
        Sweep backfill = sweeps.backfill();
        for (int i = 0; i < rechecks.size(); i++) {
            Sweep recheck = rechecks.get(i);
            boolean covered = i + 1 < rechecks.size()
                    && !rechecks.get(i + 1).position().start().isAfter(recheck.position().cursor());
            if (covered) {
                recheck.skipTo(ageLimit(rechecks.get(i + 1)));
            }
            if (!backfill.isOver() && !recheck.position().cursor().isBefore(backfill.readTo())) {
                recheck.skipTo(Window.earlier(ageLimit(recheck), sweeps.live().position().start()));
            }
        }
    }

    /** Versions are needed where something is read again: not by the last age only, others may wait in a window. */
    private void forgetVersions() {
        Stream<Sweep> again = sweeps.rechecks().isEmpty()
                ? Stream.of() : Stream.concat(sweeps.rechecks().stream(), setAside.stream());
        versions.forget(again.map(sweep -> sweep.position().cursor()).min(Instant::compareTo).orElse(Instant.MAX));
    }

    private void read(Sweep sweep) throws Exception {
        boolean begun = sweep.isBegun();
        try {
            if (sweep == sweeps.live()) {
                liveAskedTicks = ticks;
            }
            while (sweep.isPastRetention(now) && !isClockConfirmed()) {
                probe();
            }
            sweep.skipPastRetention(limit(sweep), now);
            // kept at once: its sweep will not read it again
            pending = sweep.read(() -> {
                lookAtClocks();
                return limit(sweep);
            }).orElse(null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            failed(sweep, e);
            return;
        } finally {
            progress = progressNow();
        }
        lookAtClocks();
        sweep.moved(nanoTime.getAsLong());
        moveFirstStartBack();
        boolean healed = sweep.isSetAside() && sweep.failure() == null;
        if (healed) {
            setAside.stream().map(Sweep::failure).filter(f -> f != null).forEach(f -> f.endPause(ticks));
            setAside.removeIf(Sweep::isOver);
        }
        if (begun != sweep.isBegun()) {
            // the opened window too: after a crash its first page is to come again as it was
            save();
        }
    }

    /**
     * A stretch that cannot be read is tried twice. If it fails again, but Plivo answers another list, the sweep passes
     * over it; otherwise the outage is general.
     */
    private void failed(Sweep sweep, Throwable error) throws Exception {
        sweep.failed(error, now, ticks);
        if (error instanceof Error fatal) {
            throw fatal;
        }
        if (isStretch(error) && sweep.failure().attempts() == 1) {
            return;
        }
        if (sweep.isSetAside() && isStretch(error)) {
            stretchFailures++;
            if (setAside.size() < MOST_DIVIDED && sweep.canDivide() && !isInside(sweep)) {
                divide(sweep);
            } else {
                stretchFailure = error;
            }
            return;
        }
        if (sweep.canPassOver() && setAside.size() < MOST_SET_ASIDE
                && (sweep.failure().attempts() > 1 || precedingStretch(sweep) != null) && isAnsweredElsewhere(sweep)) {
            lookAtClocks();
            if (sweep.endOfWindow().isAfter(limit(sweep))) {
                // planned by a clock that was fast
                sweep.dropWindow();
            } else {
                passOver(sweep, error);
            }
            return;
        }
        throwCause(error);
    }

    /** Whether what is before and what is after it cannot be read either: then there is no border to find. */
    private boolean isInside(Sweep stretch) {
        Instant from = stretch.position().cursor();
        Instant to = stretch.position().end();
        return setAside.stream().anyMatch(one -> one.name().equals(stretch.name()) && from.equals(one.position().end()))
                && setAside.stream().anyMatch(one -> one.name().equals(stretch.name()) && to.equals(one.position().cursor()));
    }

    /** So that the readable part of a stretch comes, and the part that cannot be read becomes small. */
    private void divide(Sweep stretch) throws IOException {
        setAside.remove(stretch);
        stretch.halves().forEach(half -> setAside.add(stretch(stretch.name(), half, stretch.failure().again())));
        save();
    }

    /** The stretch that was set aside just before the sweep's cursor, {@code null} if there is none. */
    private Sweep precedingStretch(Sweep sweep) {
        return setAside.stream().filter(one -> one.name().equals(sweep.name())
                && sweep.position().cursor().equals(one.position().end())).findFirst().orElse(null);
    }

    /** Asks for a second of another day. */
    private boolean isAnsweredElsewhere(Sweep sweep) throws InterruptedException {
        Sweep preceding = precedingStretch(sweep);
        Instant from = Window.second((preceding == null ? sweep : preceding).position().cursor().minus(Duration.ofDays(1)));
        if (from.isBefore(now.minus(PageSource.RETENTION).plus(Duration.ofDays(1)))) {
            from = from.plus(Duration.ofDays(3));
        }
        try {
            ask(sweep.name(), new PageRequest(new Window(from, from.plusSeconds(1)), 0, 1));
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("Another list is not answered either", e);
            return false;
        }
    }

    private void passOver(Sweep sweep, Throwable error) throws IOException {
        SweepFailure failure = sweep.failure();
        Sweep preceding = precedingStretch(sweep);
        boolean untouched = !sweep.isBegun();
        SweepPosition left = sweep.passOver();
        LOG.warn("The {} sweep cannot read {} to {}, while Plivo answers other lists: it passes over this stretch, which is"
                 + " tried again later, at least once an hour. If it lasts, report it to Plivo, or see the option onMalformed."
                 + " The error: {}",
                sweep.name(), left.cursor(), left.end(), error.getMessage());
        if (preceding != null && untouched) {
            preceding.extendTo(left.end());
        } else {
            setAside.add(stretch(sweep.name(), left, failure));
        }
        save();
    }

    /**
     * The live sweep asks at least once a poll period whatever the clocks say: only an answer can show that the time by
     * which it has nothing to read is wrong.
     */
    private boolean isProbeDue() {
        Sweep live = sweeps.live();
        Duration interval = settings.livePeriod().compareTo(LEAST_PROBE_INTERVAL) > 0
                ? settings.livePeriod() : LEAST_PROBE_INTERVAL;
        return !isAllRead() && (live.failure() == null || !live.failure().isPause(ticks))
                && ticks - liveAskedTicks >= interval.toNanos();
    }

    private void probeQuietly() throws Exception {
        try {
            probe();
        } catch (MalformedPageException | RefusedException e) {
            LOG.debug("The newest record cannot be read: {}", e.getMessage(), e);
        }
    }

    /** Asks for the newest record, be the clock right or not. */
    private void probe() throws Exception {
        liveAskedTicks = ticks;
        Instant live = sweeps.live().position().cursor();
        Instant to = Window.second(now.isAfter(live) ? now : live).plus(Duration.ofDays(1));
        ask(SweepId.LIVE, new PageRequest(new Window(to.minus(Duration.ofDays(2)), to), 0, 1));
        lookAtClocks();
        moveFirstStartBack();
    }

    /** As long as no answer has shown whether the clock was right when the feed was first started. */
    private boolean isStartDoubtful() {
        return fresh && !firstStartChecked;
    }

    /** Once the first answer shows that the clock was fast when the feed was first started. */
    private void moveFirstStartBack() throws IOException {
        if (firstStartChecked || seenAnswers == 0) {
            return;
        }
        firstStartChecked = true;
        Duration ahead = Duration.between(now, openedAt.plusNanos(ticks));
        // an earlier process may have written the wrong start, and ended before it could correct it
        Instant rightStart = ahead.compareTo(CLOCK_TOLERANCE) > 0 ? openedAt.minus(ahead) : openedAt;
        Instant started = sweeps.live().position().start();
        if (!fresh || !started.isAfter(rightStart)) {
            return;
        }
        // it was read with the wrong start
        pending = null;
        setAside.clear();
        Map<SweepId, SweepPosition> positions = withRechecks(first(rightStart).sweeps());
        sweeps.all().forEach(sweep -> sweep.restart(positions.get(sweep.name())));
        LOG.warn("The clock of this machine was {} s ahead when the feed was first started: it starts at {} instead of {}, and"
                 + " loses nothing. Synchronize this machine's clock (NTP)",
                Duration.between(rightStart, started).toSeconds(), sweeps.live().position().start(), started);
        save();
    }

    /**
     * The page has been processed and is not to come again.
     *
     * @throws IOException if the watermark could not be written. In this process the page does not come again all the
     *                     same, and {@link #next()} gives no further page until the watermark could be written
     */
    public void acknowledge(FeedPage page) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("Page " + page.id() + " was completed after the feed was closed, it will come again");
            }
            if (pending == null || page != pending.page()) {
                throw new IllegalArgumentException("Page " + page.id() + " is not the one that waits to be acknowledged");
            }
            Sweep sweep = pending.sweep();
            sweep.delivered(pending);
            sweep.moved(nanoTime.getAsLong());
            pending = null;
            unremembered = page;
            save();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the backfill wait, until it is resumed or the feed opened again, and live reads and rechecks continue. */
    public void pauseBackfill() {
        setBackfillPaused(true);
    }

    /** Ends the pause of the backfill, from the next poll on. */
    public void resumeBackfill() {
        setBackfillPaused(false);
    }

    private void setBackfillPaused(boolean paused) {
        backfillPaused = paused;
        progress = new FeedProgress(
                progress.sweeps(), progress.setAside(), paused, progress.over(), progress.unordered());
        name.run(() -> LOG.info(
                paused
                        ? "The backfill is paused on request, until it is resumed or the feed starts again"
                        : "The backfill is resumed on request"));
    }

    /**
     * Reads everything again from the given time to where the live sweep is, as a new backfill that begins with the
     * next poll, also after a restart. Versions that are remembered as delivered do not come again.
     *
     * @throws IllegalArgumentException if there is nothing to read again from that time on, or Plivo no longer has it
     */
    public void reread(Instant from) {
        Instant earliest = clock.instant().minus(PageSource.RETENTION);
        Instant latest = progress.live().cursor();
        if (from.isBefore(earliest) || !from.isBefore(latest)) {
            throw new IllegalArgumentException(
                    "Can read again from " + earliest + ", as far as Plivo keeps records, to before " + latest
                                               + ", where the live sweep is, but not from " + from);
        }
        rereadFrom.set(Window.second(from));
        // otherwise the thread that holds the lock saves it with its next step
        if (lock.tryLock()) {
            try {
                name.run(() -> saveReread(from));
            } finally {
                lock.unlock();
            }
        }
    }

    private void saveReread(Instant from) {
        try {
            save();
        } catch (IOException e) {
            LOG.warn("The request to read again from {} is not saved yet, and a restart would forget it: {}. The next poll"
                     + " saves it once that works",
                    from, e.getMessage());
        }
    }

    private void startReread() throws IOException {
        Instant from = rereadFrom.getAndSet(null);
        if (from != null) {
            Sweep backfill = sweeps.backfill();
            Instant cursor = backfill.position().cursor();
            backfill.restart(SweepPosition.at(
                    backfill.isOver() ? from : Window.earlier(cursor, from), sweeps.live().position().cursor()));
            // these are read again too
            setAside.removeIf(stretch -> !stretch.position().cursor().isBefore(backfill.position().cursor()));
            // what waits there would be older than what is read again now
            sweeps.rechecks().forEach(recheck -> recheck.restart(recheck.position()));
            LOG.info("Everything from {} to {} is read again", from, backfill.position().end());
            save();
        }
    }

    /** Whether {@code endTime} was reached: no page will ever come again. */
    public boolean isOver() {
        lock.lock();
        try {
            return pending == null && isAllRead();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAllRead() {
        return !isStartDoubtful() && setAside.isEmpty() && sweeps.all().stream().allMatch(Sweep::isOver);
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
                sweeps.all().stream().map(this::progress).toList(), setAside.stream().map(this::progress).toList(),
                backfillPaused, isAllRead(),
                evidence.isUnordered());
    }

    private SweepProgress progress(Sweep sweep) {
        boolean hasWork = looked != null && hasWork(sweep);
        if (!hasWork) {
            sweep.moved(nanoTime.getAsLong());
        }
        List<Sweep> stretches = setAside.stream().filter(one -> one.name().equals(sweep.name()) && one != sweep).toList();
        return sweep.progress(hasWork, stretches);
    }

    /** Leaves the watermark to the next opening of the feed. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            readers().forEach(Sweep::cancel);
            store.close();
        } finally {
            lock.unlock();
        }
    }

    private void save() throws IOException {
        unsaved = true;
        progress = progressNow();
        remember();
        Map<SweepId, SweepPosition> positions = new LinkedHashMap<>();
        sweeps.all().forEach(sweep -> positions.put(sweep.name(), sweep.position()));
        List<Watermark.SetAside> stretches
                = setAside.stream().map(sweep -> new Watermark.SetAside(sweep.name(), sweep.position())).toList();
        store.save(new Watermark(settings.key(), positions, stretches, rereadFrom.get()).toLine());
        unsaved = false;
    }

    /** Before the position moves: what is remembered in vain does no harm once it was delivered. */
    private void remember() throws IOException {
        if (unremembered != null) {
            try {
                versions.add(new ArrayList<>(unremembered.page()));
            } catch (Exception e) {
                throw new IOException("What was delivered could not be remembered: " + e.getMessage(), e);
            }
            unremembered = null;
        }
    }
}
