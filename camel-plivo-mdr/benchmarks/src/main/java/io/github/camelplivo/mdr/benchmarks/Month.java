package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepProgress;

/**
 * The figures by which docs/operations.md chooses settle and recheckAfter, from a feed that reads a simulated month.
 */
final class Month implements Bench {

    static final String NAME = "month";
    static final String AGE = "age";
    static final String LATE = "late";
    static final String STATE = "new state";
    static final String PRICE = "new price";
    static final String OTHER = "neither";

    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final List<Duration> AGES = List.of(
            Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(26),
            Duration.ofDays(3), Duration.ofDays(7));

    @Override
    public String name() {
        return NAME;
    }

    /** Does not depend on the machine, and takes a few seconds. */
    @Override
    public Table run(boolean brief) throws Exception {
        Duration duration = Duration.ofDays(brief ? 1 : 30);
        List<Duration> ages = brief ? AGES.subList(0, 3) : AGES;
        SimulatedMonth month = new SimulatedMonth(duration);
        Instant end = SimulatedMonth.START.plus(duration);
        FeedSettings settings = new FeedSettings(NAME, SimulatedMonth.START, null, SETTLE, DELAY, ages, 1, false);
        try (Feed feed = new Feed(
                settings, (sweep, request) -> month.page(request), new MemoryWatermarkStore(), new MemoryVersions(),
                Runnable::run, month.clock(), month::nanoTime)) {
            while (feed.progress().sweeps().stream().anyMatch(sweep -> !sweep.finished() && sweep.cursor().isBefore(end))) {
                month.advance(DELAY);
                feed.refreshClock();
                for (Optional<FeedPage> page = feed.next(); page.isPresent(); page = feed.next()) {
                    feed.acknowledge(page.get());
                }
            }
            return new Table(
                    NAME, List.of(AGE, "list requests", LATE, "changed", STATE, PRICE, OTHER),
                    feed.progress().sweeps().stream().filter(sweep -> sweep.name().age() != null).map(Month::row).toList());
        }
    }

    private static List<Object> row(SweepProgress sweep) {
        Duration age = Objects.requireNonNull(sweep.name().age());
        return List.of(
                Rereads.shown(age), sweep.requests(), sweep.late(), sweep.changed().records(), sweep.changed().state(),
                sweep.changed().price(), sweep.changed().other());
    }
}
