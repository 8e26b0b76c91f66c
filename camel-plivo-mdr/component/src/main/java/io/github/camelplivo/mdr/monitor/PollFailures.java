package io.github.camelplivo.mdr.monitor;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Why polls fail and since when, and the outage that their failures make. Not thread-safe. */
final class PollFailures {

    /** The last failure, and since when there were only such. */
    private record Failure(boolean inRoute, Moment since, String cause) {
    }

    /** {@code null} after a success. */
    private @Nullable Failure current;
    private @Nullable Moment last;
    /** The first failure of the outage. */
    private @Nullable Moment outage;
    /** The first success after the last failure. */
    private @Nullable Moment recovered;

    void failed(boolean inRoute, String cause, Moment now) {
        last = now;
        outage = outage == null ? now : outage;
        Moment since = current != null && current.inRoute == inRoute ? current.since : now;
        current = new Failure(inRoute, since, cause);
    }

    void succeeded(Moment now) {
        recovered = current == null ? recovered : now;
        current = null;
    }

    /** {@code null} if there was none. */
    @Nullable
    Moment last() {
        return last;
    }

    PollHistory.Outage endOutage() {
        Moment from = Objects.requireNonNull(outage);
        Moment to = Objects.requireNonNull(recovered);
        outage = null;
        return new PollHistory.Outage(from.time(), to.time(), to.since(from));
    }

    /** Since when the polls or the route fail, why, and what to do; {@code null} if the last poll did not. */
    @Nullable
    String text() {
        if (current == null) {
            return null;
        }
        Instant since = current.since.time();
        return current.inRoute
                ? "The route has failed since " + since + ": " + current.cause
                  + ". The page is redelivered at each poll, and the feed delivers none after it. Repair the route, or let it"
                  + " send what it cannot process to a dead letter channel"
                : "Polls have failed since " + since + ": " + current.cause;
    }
}
