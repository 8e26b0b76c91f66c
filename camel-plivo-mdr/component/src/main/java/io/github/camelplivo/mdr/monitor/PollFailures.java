package io.github.camelplivo.mdr.monitor;

import java.time.Instant;

/** Why polls fail and since when, and the outage that their failures make. Not thread-safe. */
final class PollFailures {

    /** The last failure, and since when there were only such. */
    private record Failure(boolean inRoute, Moment since, String cause) {
    }

    /** {@code null} after a success. */
    private Failure current;
    private Moment last;
    /** The first failure of the outage. */
    private Moment outage;
    /** The first success after the last failure. */
    private Moment recovered;

    void failed(boolean inRoute, String cause, Moment now) {
        last = now;
        outage = outage == null ? now : outage;
        boolean lasts = current != null && current.inRoute == inRoute;
        current = new Failure(inRoute, lasts ? current.since : now, cause);
    }

    void succeeded(Moment now) {
        recovered = current == null ? recovered : now;
        current = null;
    }

    /** {@code null} if there was none. */
    Moment last() {
        return last;
    }

    PollHistory.Outage endOutage() {
        PollHistory.Outage ended = new PollHistory.Outage(outage.time(), recovered.time(), recovered.since(outage));
        outage = null;
        return ended;
    }

    /** Since when the polls or the route fail, why, and what to do; {@code null} if the last poll did not. */
    String text() {
        if (current == null) {
            return null;
        }
        Instant since = current.since.time();
        return current.inRoute
                ? "The route has failed since " + since + ": " + current.cause
                  + ". The page comes again at each poll, and none after it is delivered. Repair the route, or let it put aside"
                  + " what it cannot process"
                : "Polls have failed since " + since + ": " + current.cause;
    }
}
