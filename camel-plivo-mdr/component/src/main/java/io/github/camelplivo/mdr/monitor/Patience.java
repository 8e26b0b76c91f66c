package io.github.camelplivo.mdr.monitor;

import java.time.Duration;

import io.github.camelplivo.mdr.feed.SweepId;

/**
 * How long a feed may show no progress before it counts as stuck: three times what it takes when all goes well.
 *
 * @param delay    from poll to poll
 * @param interval from one list of this feed to the next, if the feeds of the account share the budget evenly
 * @param rechecks how many ages there are
 */
public record Patience(Duration delay, Duration interval, int rechecks) {

    private static final int TIMES = 3;
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** What the budget guarantees to live reads while everything else wants more. */
    private static final double LIVE_SHARE = 0.3;
    /** And to all rechecks together, and to the backfill. */
    private static final double OTHER_SHARE = 0.2;

    /** How old the last success may become. */
    public Duration limit() {
        return times(longer(delay, rarer(LIVE_SHARE)));
    }

    /** How long no list may be requested: a busy machine is no reason for an alarm. */
    public Duration requestLimit() {
        return longer(limit(), SHORTEST_SILENCE);
    }

    /** How long a sweep with work may stand still. */
    public Duration limit(SweepId sweep) {
        Duration limit = switch (sweep.kind()) {
            case LIVE -> limit();
            case RECHECK -> times(longer(delay, rarer(OTHER_SHARE / Math.max(1, rechecks))));
            case BACKFILL -> times(longer(delay, rarer(OTHER_SHARE)));
        };
        return longer(limit, MINUTE);
    }

    /** Whether lists come too rarely for a live read in every delay, even if nothing else lists. */
    public boolean isDelayTooShort() {
        return interval.compareTo(delay) > 0;
    }

    private Duration rarer(double share) {
        return Duration.ofNanos((long) (interval.toNanos() / share));
    }

    private static Duration times(Duration duration) {
        return duration.multipliedBy(TIMES);
    }

    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
