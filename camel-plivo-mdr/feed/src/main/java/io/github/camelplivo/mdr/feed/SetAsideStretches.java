package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.ListException;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of time that the feed cannot read while Plivo answers other lists. Their sweeps set them aside, and the
 * feed tries them again later, dividing them until the unreadable part is small.
 */
final class SetAsideStretches {

    private static final FeedLogger LOG = FeedLogger.of(SetAsideStretches.class);
    private static final int MOST = 100;
    private static final int MOST_DIVIDED = 40;
    /** Limits a poll, so that it ends although there is always a stretch left to try. */
    private static final int FAILURES_A_POLL = 60;

    private final SweepFactory factory;
    private final FeedClock clock;
    private final List<Sweep> stretches = new ArrayList<>();
    private @Nullable ListException failure;
    private int failures;

    SetAsideStretches(SweepFactory factory, FeedClock clock, List<Watermark.SetAside> stored) {
        this.factory = factory;
        this.clock = clock;
        stored.forEach(stretch -> stretches.add(factory.stretch(stretch.sweep(), stretch.position(), null)));
    }

    /**
     * Whether the response shows that this stretch of time is unreadable. A server error shows this only for a stretch
     * that was set aside.
     */
    static boolean isStretch(Throwable failure, boolean setAside) {
        return failure instanceof MalformedPageException || failure instanceof RefusedException
                || setAside && failure instanceof UnavailableException;
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    Stream<Sweep> stream() {
        return stretches.stream();
    }

    List<Watermark.SetAside> toWatermark(Function<Sweep, SweepPosition> position) {
        return stretches.stream().map(stretch -> new Watermark.SetAside(stretch.name(), position.apply(stretch))).toList();
    }

    /** A poll starts. */
    void startPoll() {
        failures = 0;
        failure = null;
    }

    /** Whether this poll has reached its limit of failing stretches: those that failed wait for the next poll. */
    boolean isExhausted() {
        return failures >= FAILURES_A_POLL;
    }

    /** The last failure of a stretch in this poll, {@code null} if there was none. */
    @Nullable
    Exception failure() {
        return failure == null ? null : failure.getCause();
    }

    void clear() {
        stretches.clear();
    }

    /**
     * Forgets the backfill's stretches from there on, because the backfill reads everything from there again. Those of
     * other sweeps stay: the backfill may be paused.
     */
    void removeOfBackfillFrom(Instant cursor) {
        stretches.removeIf(stretch -> stretch.name().equals(SweepId.BACKFILL)
                && !stretch.position().cursor().isBefore(cursor));
    }

    /** A stretch became readable: the feed tries the others at once, too. */
    void healed() {
        stretches.stream().map(Sweep::failure).filter(Objects::nonNull).forEach(f -> f.endPause(clock.ticks()));
    }

    /** Forgets the stretches that were read to their end, or that Plivo no longer keeps. */
    void removeFinished() {
        stretches.removeIf(Sweep::isFinished);
    }

    /**
     * A stretch failed again.
     *
     * @return whether it was divided, so that the feed can deliver the readable part
     */
    boolean failed(Sweep stretch, SweepFailure stretchFailure, ListException error) {
        failures++;
        if (stretches.size() >= MOST_DIVIDED || !stretch.position().canDivide() || isInside(stretch)) {
            failure = error;
            return false;
        }
        stretch.windows().cancel();
        stretches.remove(stretch);
        stretch.position().halves()
                .forEach(half -> stretches.add(factory.stretch(stretch.name(), half, stretchFailure.again())));
        return true;
    }

    /** Whether the stretches before and after it are unreadable, too: then there is no border to find. */
    private boolean isInside(Sweep stretch) {
        Instant from = stretch.position().cursor();
        Instant to = stretch.position().end();
        return sameSweep(stretch).anyMatch(other -> from.equals(other.position().end()))
                && sameSweep(stretch).anyMatch(other -> other.position().cursor().equals(to));
    }

    private Stream<Sweep> sameSweep(Sweep sweep) {
        return stretches.stream().filter(stretch -> stretch.name().equals(sweep.name()));
    }

    /** The stretch just before the sweep's cursor, {@code null} if there is none. */
    private @Nullable Sweep preceding(Sweep sweep) {
        return sameSweep(sweep).filter(stretch -> sweep.position().cursor().equals(stretch.position().end())).findFirst()
                .orElse(null);
    }

    /**
     * Whether the sweep should set aside the window that it cannot read: two attempts failed, or the stretch before it
     * is unreadable, too, and Plivo answers another list; after a server error or no response, in two polls. Otherwise
     * the outage is general: refusals and limits concern the whole account.
     */
    boolean shouldPassOver(Sweep sweep, SweepFailure sweepFailure, Throwable error) throws InterruptedException {
        boolean confined = error instanceof ListException && sweep.windows().hasCurrent() && stretches.size() < MOST
                && (sweepFailure.attempts() > 1 || preceding(sweep) != null) && isAnsweredElsewhere(sweep);
        return confined && (isStretch(error, false) || sweepFailure.answeredElsewhere());
    }

    /** Requests a second of another day. */
    private boolean isAnsweredElsewhere(Sweep sweep) throws InterruptedException {
        Sweep preceding = preceding(sweep);
        Instant from = Window.second((preceding == null ? sweep : preceding).position().cursor().minus(Duration.ofDays(1)));
        if (from.isBefore(clock.now().minus(PageSource.RETENTION).plus(Duration.ofDays(1)))) {
            from = from.plus(Duration.ofDays(3));
        }
        try {
            factory.source().page(sweep.name(), new PageRequest(new Window(from, from.plusSeconds(1)), 0, 1));
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("Another list request fails, too", e);
            return false;
        }
    }

    /** The sweep continues after the window that it cannot read. */
    void passOver(Sweep sweep, Throwable error) {
        SweepFailure before = sweep.failure();
        Sweep preceding = preceding(sweep);
        boolean untouched = !sweep.hasOpenWindow();
        Instant end = sweep.windows().window().to();
        SweepPosition left = sweep.passOver();
        String message = "The {} sweep cannot read {} to {}, while Plivo answers other lists. It skips this stretch for now"
                         + " and tries it again at least once an hour. If this lasts, report it to Plivo, or see the option"
                         + " onMalformed. The error: {}";
        if (stretches.isEmpty()) {
            LOG.warn(message, sweep.name(), left.cursor(), end, error.getMessage());
        } else {
            LOG.debug(message, sweep.name(), left.cursor(), end, error.getMessage());
        }
        if (preceding != null && untouched) {
            preceding.extendTo(end);
        } else {
            stretches.add(factory.stretch(sweep.name(), left, before));
        }
    }
}
