package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.PageSource;
import org.jspecify.annotations.Nullable;

/**
 * Observes the progress of a feed. Sample it at least once a poll: it derives the rate of the backfill, a stuck live
 * sweep and the duration of an outage from earlier samples. Durations are measured by a monotonic clock.
 */
public final class FeedStatusTracker {

    /** Identifies an outage: the sweep, or the start of its stretch, and the time of the first failure. */
    private record OutageKey(SweepId sweep, boolean setAside, @Nullable Instant start, Instant since) {
    }

    private final Supplier<FeedProgress> progress;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final BackfillEta eta = new BackfillEta();
    private final Map<OutageKey, Long> outages = new HashMap<>();
    private @Nullable Instant liveCursor;
    /** When the live cursor reached its position; later, if that is in the future because of {@code startTime}. */
    private long liveMoved;

    /**
     * @param clock    Plivo's time, as far as it is known
     * @param nanoTime counts nanoseconds as {@link System#nanoTime()} does
     */
    public FeedStatusTracker(Feed feed, Clock clock, LongSupplier nanoTime) {
        this(feed::progress, clock, nanoTime);
    }

    /** Visible for testing. */
    FeedStatusTracker(Supplier<FeedProgress> progress, Clock clock, LongSupplier nanoTime) {
        this.progress = progress;
        this.clock = clock;
        this.nanoTime = nanoTime;
        status();
    }

    public synchronized FeedStatus status() {
        FeedProgress now = progress.get();
        Instant time = clock.instant();
        long nanos = nanoTime.getAsLong();
        if (now.backfillPaused()) {
            eta.forget();
        } else {
            eta.sample(nanos, now.backfill().cursor());
        }
        SweepProgress backfill = now.backfill();
        return new FeedStatus(
                now, lag(now.live(), time, nanos),
                backfill.finished() ? Duration.ZERO : eta.timeTo(Objects.requireNonNull(backfill.end())),
                untilLoss(now, time), outages(now, nanos));
    }

    /** If clocks disagree, the cursor may be ahead of the time, and waits until the time reaches it. */
    private Duration lag(SweepProgress live, Instant time, long nanos) {
        if (live.finished()) {
            return Duration.ZERO;
        }
        Duration behind = Duration.between(live.cursor(), time);
        if (!Objects.equals(live.cursor(), liveCursor)) {
            boolean waitsForStart = liveCursor == null && live.cursor().equals(live.start()) && behind.isNegative();
            liveCursor = live.cursor();
            liveMoved = waitsForStart ? nanos - behind.toNanos() : nanos;
        }
        Duration still = Duration.ofNanos(Math.max(0, nanos - liveMoved));
        return behind.compareTo(still) > 0 ? behind : still;
    }

    /** Only for the live sweep and the backfill: records that a recheck misses were delivered before. */
    private static @Nullable Duration untilLoss(FeedProgress progress, Instant time) {
        return Stream.of(progress.live(), progress.backfill()).filter(sweep -> !sweep.finished())
                .map(sweep -> Duration.between(time, sweep.cursor().plus(PageSource.RETENTION)))
                .map(left -> left.isNegative() ? Duration.ZERO : left).min(Duration::compareTo).orElse(null);
    }

    private List<FeedStatus.Outage> outages(FeedProgress now, long nanos) {
        Map<OutageKey, SweepProgress> current = new HashMap<>();
        now.sweeps().stream().filter(sweep -> sweep.failingSince() != null && !sweep.finished())
                .filter(sweep -> sweep.name().kind() != SweepId.Kind.BACKFILL || !now.backfillPaused())
                // otherwise the sweep continues, and only a stretch fails
                .filter(sweep -> now.setAside().stream().noneMatch(stretch -> stretch.name().equals(sweep.name())
                        && stretch.failingSince() != null && stretch.failingSince().equals(sweep.failingSince())))
                .forEach(sweep -> current
                        .put(new OutageKey(sweep.name(), false, null, Objects.requireNonNull(sweep.failingSince())), sweep));
        // without a failure it is being read
        now.setAside().stream().filter(stretch -> stretch.failingSince() != null)
                .forEach(sweep -> current.put(
                        new OutageKey(sweep.name(), true, sweep.start(), sweep.failingSince()), sweep));
        outages.keySet().retainAll(current.keySet());
        List<FeedStatus.Outage> all = new ArrayList<>();
        current.forEach((key, sweep) -> all.add(
                new FeedStatus.Outage(
                        sweep, key.setAside(), Duration.ofNanos(nanos - outages.computeIfAbsent(key, k -> nanos)))));
        all.sort(Comparator.comparing(FeedStatus.Outage::lasts).reversed());
        return List.copyOf(all);
    }
}
