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

/**
 * Observes how a feed moves. Ask it at least once a poll: it knows the pace of a backfill, a live sweep without motion
 * and the duration of an outage from what it saw before. Durations are measured by a monotonic clock.
 */
public final class FeedStatusTracker {

    /** Names an outage: a sweep, or a stretch of one by where it begins, and when it broke. */
    private record OutageKey(SweepId sweep, boolean setAside, Instant start, Instant since) {
    }

    private final Supplier<FeedProgress> progress;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final BackfillEta pace = new BackfillEta();
    private final Map<OutageKey, Long> outages = new HashMap<>();
    private Instant liveCursor;
    /** When the live cursor came to where it is; later, if that is in the future because of {@code startTime}. */
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
            pace.forget();
        } else {
            pace.look(nanos, now.backfill().cursor());
        }
        SweepProgress backfill = now.backfill();
        return new FeedStatus(
                now, lag(now.live(), time, nanos), backfill.over() ? Duration.ZERO : pace.timeTo(backfill.end()),
                untilLoss(now, time), outages(now, nanos));
    }

    /** Where clocks disagree the cursor may be ahead of the time, and stand still until the time has come there. */
    private Duration lag(SweepProgress live, Instant time, long nanos) {
        if (live.over()) {
            return Duration.ZERO;
        }
        Duration behind = Duration.between(live.cursor(), time);
        if (!Objects.equals(live.cursor(), liveCursor)) {
            boolean begins = liveCursor == null && live.cursor().equals(live.start()) && behind.isNegative();
            liveCursor = live.cursor();
            liveMoved = begins ? nanos - behind.toNanos() : nanos;
        }
        Duration still = Duration.ofNanos(Math.max(0, nanos - liveMoved));
        return behind.compareTo(still) > 0 ? behind : still;
    }

    /** Of live and backfill: what a recheck misses was delivered before. */
    private static Duration untilLoss(FeedProgress progress, Instant time) {
        return Stream.of(progress.live(), progress.backfill()).filter(sweep -> !sweep.over())
                .map(sweep -> Duration.between(time, sweep.cursor().plus(PageSource.RETENTION)))
                .map(left -> left.isNegative() ? Duration.ZERO : left).min(Duration::compareTo).orElse(null);
    }

    private List<FeedStatus.Outage> outages(FeedProgress now, long nanos) {
        Map<OutageKey, SweepProgress> current = new HashMap<>();
        now.sweeps().stream().filter(sweep -> sweep.failingSince() != null && !sweep.over())
                .filter(sweep -> sweep.name().kind() != SweepId.Kind.BACKFILL || !now.backfillPaused())
                // else it reads on, and only a stretch fails
                .filter(sweep -> now.setAside().stream().noneMatch(stretch -> stretch.name().equals(sweep.name())
                        && stretch.failingSince() != null && stretch.failingSince().equals(sweep.failingSince())))
                .forEach(sweep -> current.put(new OutageKey(sweep.name(), false, null, sweep.failingSince()), sweep));
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
