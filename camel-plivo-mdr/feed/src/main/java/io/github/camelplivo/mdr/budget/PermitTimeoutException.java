package io.github.camelplivo.mdr.budget;

import java.time.Duration;

/** A request has reached its time-out for a permit. The local budget was the limit: nothing was sent to Plivo. */
public final class PermitTimeoutException extends Exception {

    /** One line: how long it waited, how many others wait, and for which limit. */
    PermitTimeoutException(Duration waited, int others, String limit) {
        super("no permit of the local budget within " + waited.toMillis() / 1000.0 + " s (" + limit + "; " + others
              + " other requests waiting)");
    }
}
