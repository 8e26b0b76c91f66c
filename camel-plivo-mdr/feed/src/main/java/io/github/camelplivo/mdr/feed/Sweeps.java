package io.github.camelplivo.mdr.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The sweeps of a feed.
 *
 * @param rechecks by ascending age
 */
record Sweeps(Sweep live, List<Sweep> rechecks, Sweep backfill) {

    List<Sweep> all() {
        List<Sweep> all = new ArrayList<>(rechecks.size() + 2);
        all.add(live);
        all.addAll(rechecks);
        all.add(backfill);
        return all;
    }

    /** In the order of {@link #all}. */
    Map<SweepId, SweepPosition> positions(Function<Sweep, SweepPosition> position) {
        Map<SweepId, SweepPosition> positions = new LinkedHashMap<>();
        all().forEach(sweep -> positions.put(sweep.name(), position.apply(sweep)));
        return positions;
    }

    /** @param positions one for each sweep */
    void restart(Map<SweepId, SweepPosition> positions) {
        all().forEach(sweep -> sweep.restart(Objects.requireNonNull(positions.get(sweep.name()))));
    }
}
