package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.ListException;
import io.github.camelplivo.mdr.log.FeedName;
import org.jspecify.annotations.Nullable;

/** Reads the next page of a feed: chooses a sweep for each request, and handles what it cannot read. */
final class FeedReader {

    private static final int PROBES_A_POLL = 2;
    /** New records wait for up to this part of the delay longer, if other sweeps were read at the end of a poll. */
    private static final int PART_OF_DELAY = 4;

    private final FeedState state;
    private final Sweeps sweeps;
    private final SweepLimits limits;
    private final SetAsideStretches setAside;
    private final FeedClock clock;
    private final ClockProbe probe;
    private final DeliveredVersions versions;
    private final Duration pollDelay;
    private final SweepShares shares = new SweepShares();
    /** Whether a sweep other than the live one was read in this period. */
    private boolean othersRead;

    FeedReader(FeedState state, FeedClock clock, ClockProbe probe, DeliveredVersions versions, Duration pollDelay) {
        this.state = state;
        this.sweeps = state.sweeps();
        this.limits = state.limits();
        this.setAside = state.setAside();
        this.clock = clock;
        this.probe = probe;
        this.versions = versions;
        this.pollDelay = pollDelay;
    }

    /** Starts a poll: its pages contain records up to those that are settled now. */
    void startPoll() {
        clock.refresh();
        startPeriod();
        setAside.startPoll();
    }

    private void startPeriod() {
        clock.startPeriod();
        othersRead = false;
    }

    /** Reads until a page is pending, or nothing is left to read. */
    void read() throws Exception {
        state.saveIfUnsaved();
        int probes = 0;
        while (state.pending().isEmpty()) {
            Sweep sweep = nextSweepWithWork();
            if (sweep != null) {
                FeedName.runSweep(sweep.name(), () -> read(sweep));
            } else if (probes < PROBES_A_POLL && (probes > 0 || !state.isAllRead() && probe.isDue(sweeps.live()))) {
                probes++;
                probe.requestQuietly(sweeps.live());
                state.correctFirstStart();
            } else {
                state.publish();
                return;
            }
        }
    }

    /** The last failure of a stretch in this poll, {@code null} if there was none. */
    @Nullable
    Exception stretchFailure() {
        return setAside.failure();
    }

    private @Nullable Sweep nextSweepWithWork() throws IOException {
        state.startReread();
        clock.refresh();
        if (clock.isPeriodOver(pollDelay) && state.readers().anyMatch(sweep -> sweep != sweeps.live() && isReady(sweep))) {
            startPeriod();
        }
        if (state.isBackfillPaused()) {
            sweeps.backfill().stopReadingAhead();
        }
        if (clock.isConfirmed()) {
            limits.skipRedundantRechecks();
            forgetVersions();
        }
        List<Sweep> ready = state.readers().filter(this::isReady).toList();
        if (ready.isEmpty() && othersRead && clock.isPeriodOver(pollDelay.dividedBy(PART_OF_DELAY))) {
            // new records would wait for the rest of this period and for the delay
            startPeriod();
            ready = state.readers().filter(this::isReady).toList();
        }
        List<Sweep> healthy
                = ready.stream().filter(s -> s.failure() == null || !s.failure().yields(clock.ticks())).toList();
        return shares.next(healthy.isEmpty() ? ready : healthy);
    }

    private boolean isReady(Sweep sweep) {
        boolean waits = sweep.failure() != null
                && (sweep.failure().isPause(clock.ticks()) || sweep.isSetAside() && setAside.isExhausted());
        return state.hasWork(sweep) && !waits && !limits.isOvertaken(sweep);
    }

    /**
     * Keeps the versions of all records that the feed may read again: by the last age, and by sweeps that wait in a
     * window.
     */
    private void forgetVersions() {
        Stream<Sweep> again = sweeps.rechecks().isEmpty()
                ? Stream.of() : Stream.concat(sweeps.rechecks().stream(), setAside.stream());
        versions.forget(again.map(sweep -> sweep.position().cursor()).min(Instant::compareTo).orElse(Instant.MAX));
    }

    private void read(Sweep sweep) throws Exception {
        boolean hadOpenWindow = sweep.hasOpenWindow();
        othersRead |= sweep != sweeps.live();
        try {
            request(sweep).ifPresent(state.pending()::set);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            failed(sweep, e);
            return;
        } finally {
            state.publish();
        }
        clock.refresh();
        state.moved(sweep);
        state.correctFirstStart();
        if (sweep.isSetAside() && sweep.failure() == null) {
            setAside.healed();
        }
        setAside.removeFinished();
        if (hadOpenWindow != sweep.hasOpenWindow()) {
            // saves the opened window, too: after a crash its first page is redelivered unchanged
            state.save();
        }
    }

    private Optional<Delivery> request(Sweep sweep) throws Exception {
        if (sweep == sweeps.live()) {
            probe.liveSweepRequests();
        }
        while (sweep.retention().isPast(sweep, clock.now()) && !clock.isConfirmed()) {
            probe.request(sweeps.live());
            state.correctFirstStart();
        }
        sweep.retention().skip(sweep, limits.readLimit(sweep), clock.now());
        return sweep.read(() -> {
            clock.refresh();
            return limits.readLimit(sweep);
        });
    }

    /**
     * The feed tries an unreadable stretch twice. If it fails again, but Plivo answers another list, the sweep sets it
     * aside; otherwise the outage is general.
     */
    private void failed(Sweep sweep, Throwable error) throws Exception {
        sweep.failed(error, clock.now(), clock.ticks());
        SweepFailure failure = Objects.requireNonNull(sweep.failure());
        if (error instanceof Error fatal) {
            throw fatal;
        }
        boolean stretch = SetAsideStretches.isStretch(error, sweep.isSetAside());
        if (stretch && failure.attempts() == 1) {
            return;
        }
        if (stretch && sweep.isSetAside()) {
            if (setAside.failed(sweep, failure, (ListException) error)) {
                state.save();
            }
        } else if (setAside.shouldPassOver(sweep, failure, error)) {
            clock.refresh();
            if (sweep.windows().window().to().isAfter(limits.ageLimit(sweep))) {
                // planned by a clock that was fast
                sweep.windows().drop();
            } else {
                setAside.passOver(sweep, error);
                state.save();
            }
        } else {
            // the outage is general: every poll tries again
            failure.endPause(clock.ticks());
            throw error instanceof ListException list ? list.getCause() : (Exception) error;
        }
    }
}
