package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.camelplivo.mdr.feed.window.ListEvidence;
import io.github.camelplivo.mdr.log.FeedName;
import org.jspecify.annotations.Nullable;

/** Makes the sweeps of a feed. */
record SweepFactory(
        FeedSettings settings, SweepPageSource source, ListEvidence evidence, DeliveredVersions versions, Executor executor,
        Clock clock, ReadAheadBudget budget) {

    /** @param positions of the live sweep, the rechecks by ascending age and the backfill, in this order */
    Sweeps sweeps(Map<SweepId, SweepPosition> positions) {
        List<Sweep> sweeps = positions.entrySet().stream()
                .map(e -> sweep(e.getKey(), e.getValue())).toList();
        int last = sweeps.size() - 1;
        Sweep live = sweeps.get(0);
        Sweep backfill = sweeps.get(last);
        Instant end = backfill.position().end();
        if (end != null && end.isAfter(live.position().start())) {
            // the first backfill ends where the live sweep started: this one is a reread
            backfill.readAgain();
        }
        return new Sweeps(live, sweeps.subList(1, last), backfill);
    }

    Sweep sweep(SweepId id, SweepPosition position) {
        return sweep(id, position, settings.concurrentWindows(), false, null);
    }

    /**
     * A sweep of a stretch that was set aside. It reads one window at a time: pages that wait while other sweeps read
     * could be older than the pages that those deliver.
     */
    Sweep stretch(SweepId id, SweepPosition position, @Nullable SweepFailure failure) {
        Sweep stretch = sweep(id, position, 1, true, failure);
        if (id.kind() == SweepId.Kind.BACKFILL) {
            // perhaps that of a reread
            stretch.readAgain();
        }
        return stretch;
    }

    private Sweep sweep(
            SweepId id, SweepPosition position, int concurrentWindows, boolean setAside, @Nullable SweepFailure failure) {
        WindowPlanner planner = new WindowPlanner(concurrentWindows, budget.bytes(), id.age());
        SweepWindows windows = new SweepWindows(
                request -> source.page(id, request), evidence, clock, planner,
                new ReadAhead(task -> executor.execute(() -> FeedName.runSweep(id, task::run)), budget));
        return new Sweep(id, position, settings, planner, windows, new UndeliveredRecords(versions, id), setAside, failure);
    }
}
