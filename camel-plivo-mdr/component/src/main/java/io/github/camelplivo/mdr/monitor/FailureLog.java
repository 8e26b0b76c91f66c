package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/**
 * Warns of each kind of failure when it first comes, and reminds of it once an hour while the outage lasts. Further
 * failures of a kind are logged at DEBUG.
 */
public final class FailureLog {

    /** What fails. */
    enum Place {
        POLLS("Polls succeed again", "The feed tries again at each poll and continues where it was. "),
        ROUTE("The route completes pages again", "");

        private final String recovered;
        private final String advice;

        Place(String recovered, String advice) {
            this.recovered = recovered;
            this.advice = advice;
        }
    }

    private static final long HOUR = Duration.ofHours(1).toNanos();
    /** Messages that never are the same twice must not fill the log. */
    private static final int MOST_KINDS = 10;

    private final FeedLogger log;
    /** When a kind was last logged, in nanoseconds. */
    private final Map<String, Long> kinds = new HashMap<>();
    private final Set<Place> failing = EnumSet.noneOf(Place.class);

    public FailureLog(FeedLogger log) {
        this.log = log;
    }

    /**
     * @param kind      the same for failures that need no line of their own
     * @param text      what has failed since when, why, and what should be done
     * @param exception to be logged with its stack trace, {@code null} if the text says all
     */
    public void failed(Place place, String kind, String text, @Nullable Throwable exception, long nanos) {
        failing.add(place);
        kinds.values().removeIf(logged -> nanos - logged >= HOUR);
        String key = place + " " + kind;
        if (kinds.containsKey(key) || kinds.size() >= MOST_KINDS) {
            log.debug("{}", text, exception);
            return;
        }
        kinds.put(key, nanos);
        log.warn("{}{}{}If this lasts, it is logged once an hour; another failure is logged at once", text,
                text.endsWith(".") ? " " : ". ", place.advice, exception);
    }

    public boolean isFailing() {
        return !failing.isEmpty();
    }

    public void recovered(PollHistory.Outage outage) {
        String what = String.join(" and ", failing.stream().map(place -> place.recovered).toList());
        log.info("{}, since {}. The outage began at {} and lasted {}",
                what, outage.to(), outage.from(), FeedLog.text(outage.lasted()));
        reset();
    }

    /** The next failure is logged as the first. */
    public void reset() {
        failing.clear();
        kinds.clear();
    }
}
