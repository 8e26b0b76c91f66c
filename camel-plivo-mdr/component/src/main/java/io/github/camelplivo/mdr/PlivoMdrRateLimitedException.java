package io.github.camelplivo.mdr;

import java.time.Duration;

import io.github.camelplivo.mdr.client.PlivoRateLimitedException;
import org.jspecify.annotations.Nullable;

/**
 * Too many requests: 429, also after retries. Or the local budget had no permit: with status code 0 and 0 attempts no
 * permit came within {@code permitTimeout}, and no request was sent.
 */
public final class PlivoMdrRateLimitedException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    PlivoMdrRateLimitedException(PlivoRateLimitedException failure) {
        super(failure);
        retryAfter = failure.getRetryAfter();
    }

    /** How long Plivo requested to wait, however long; null when it did not say. */
    public @Nullable Duration getRetryAfter() {
        return retryAfter;
    }
}
