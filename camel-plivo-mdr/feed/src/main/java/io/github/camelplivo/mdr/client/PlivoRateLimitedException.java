package io.github.camelplivo.mdr.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Too many requests: 429, also after retries. Or the local budget had no permit: with status code 0 and 0 attempts no
 * permit came within {@code permitTimeout}, and no request was sent.
 */
public final class PlivoRateLimitedException extends PlivoException {

    private final @Nullable Duration retryAfter;

    /** Nothing was sent. */
    PlivoRateLimitedException(FailureDetails failure) {
        super(failure,
              "The local budget was the limit, not Plivo. Send fewer requests at the same time, raise permitTimeout, or raise the"
                       + " limit if Plivo allows this account more.");
        this.retryAfter = null;
    }

    public PlivoRateLimitedException(FailureDetails failure, @Nullable Duration retryAfter) {
        super(failure,
              (retryAfter == null
                      ? "Plivo did not say how long to wait. " : "Plivo requests a wait of " + seconds(retryAfter) + " s. ")
                       + ("list".equals(failure.operation())
                               ? "Its default is 20 list requests a minute for an account: lower listRequestsPerMinute if others list too."
                               : "It allows an account 300 requests in 5 seconds, sending included: lower requestsPerSecond."));
        this.retryAfter = retryAfter;
    }

    @Override
    boolean mayRetry() {
        return true;
    }

    /** How long Plivo requested to wait, however long; null when it did not say. */
    public @Nullable Duration getRetryAfter() {
        return retryAfter;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0);
    }
}
