package io.github.camelplivo.mdr.feed;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Shares the requests of a feed among its sweeps, so that each advances while it has something to read: 30 % for the
 * live sweep, 20 % for the rechecks, 20 % for the backfill with the stretches that were set aside.
 * <p>
 * Every request adds its share to each group's credit, up to two whole requests. A group that has one reads next. If
 * none has, the request goes to the first in this order that can use it: the live sweep if it has a backlog, rechecks,
 * backfill, the live sweep. So a live sweep that has caught up, but always finds a few seconds to read, does not take
 * requests that others need.
 */
final class SweepShares {

    private enum Group {

        LIVE(0.3),
        RECHECK(0.2),
        BACKFILL(0.2);

        private final double share;

        Group(double share) {
            this.share = share;
        }
    }

    private static final double MOST_SAVED = 2;

    private final Map<Group, Double> credit = new EnumMap<>(Group.class);
    /** The number of each sweep's last request; weak, because stretches are temporary. */
    private final Map<Sweep, Long> lastChosen = new WeakHashMap<>();
    /** In the order of the groups; inside one, the sweep that has waited longest. */
    private final Comparator<Sweep> byTurn
            = Comparator.comparing(SweepShares::group).thenComparingLong(sweep -> lastChosen.getOrDefault(sweep, 0L));
    private long requests;

    /**
     * The sweep that reads next.
     *
     * @param  ready sweeps that have something to read now
     * @return       {@code null} if none has
     */
    @Nullable
    Sweep next(List<Sweep> ready) {
        if (ready.isEmpty()) {
            return null;
        }
        for (Group group : Group.values()) {
            credit.merge(group, group.share, (saved, share) -> Math.min(MOST_SAVED, saved + share));
        }
        Sweep next = ready.stream().filter(sweep -> credit.getOrDefault(group(sweep), 0.0) >= 1).min(byTurn).orElse(null);
        if (next == null) {
            next = ready.stream().min(Comparator.comparing(SweepShares::isCaughtUpLive).thenComparing(byTurn)).orElseThrow();
        } else {
            credit.merge(group(next), -1.0, Double::sum);
        }
        lastChosen.put(next, ++requests);
        return next;
    }

    private static boolean isCaughtUpLive(Sweep sweep) {
        return group(sweep) == Group.LIVE && !sweep.isBehind();
    }

    private static Group group(Sweep sweep) {
        if (sweep.isSetAside()) {
            return Group.BACKFILL;
        }
        return switch (sweep.name().kind()) {
            case LIVE -> Group.LIVE;
            case RECHECK -> Group.RECHECK;
            case BACKFILL -> Group.BACKFILL;
        };
    }
}
