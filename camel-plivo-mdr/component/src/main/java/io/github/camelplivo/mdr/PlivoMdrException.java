package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoAuthenticationException;
import io.github.camelplivo.mdr.client.PlivoException;
import io.github.camelplivo.mdr.client.PlivoFailure;
import io.github.camelplivo.mdr.client.PlivoMalformedException;
import io.github.camelplivo.mdr.client.PlivoNotFoundException;
import io.github.camelplivo.mdr.client.PlivoRateLimitedException;
import io.github.camelplivo.mdr.client.PlivoUnavailableException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * Plivo could not be reached, or its response was not what was requested. The message is one line that says which
 * operation and path, what came back, in Plivo's words, how many attempts were made and what to do; it never holds the
 * token or a phone number of the query.
 * <p>
 * Status code and response are there as in camel-http's exception; the status code is 0 where there was no response.
 * The cause is the error of the network, if there was one. The exception of the client is not in the chain of causes:
 * {@code onException} would find a clause for {@code Exception} there, before one for a status code.
 */
public abstract class PlivoMdrException extends HttpOperationFailedException implements HttpResponseAware, PlivoFailure {

    private static final long serialVersionUID = 1L;

    private final PlivoException failure;

    PlivoMdrException(PlivoException failure) {
        super(failure.getUri(), failure.getStatusCode(), failure.getStatusText(), failure.getRedirectLocation(),
              failure.getResponseHeaders(), failure.getResponseBody());
        this.failure = failure;
        initCause(failure.getCause());
    }

    static PlivoMdrException of(PlivoException failure) {
        if (failure instanceof PlivoAuthenticationException) {
            return new PlivoMdrAuthenticationException(failure);
        }
        if (failure instanceof PlivoNotFoundException) {
            return new PlivoMdrNotFoundException(failure);
        }
        if (failure instanceof PlivoRateLimitedException limited) {
            return new PlivoMdrRateLimitedException(limited);
        }
        if (failure instanceof PlivoMalformedException malformed) {
            return new PlivoMdrMalformedException(malformed);
        }
        return failure instanceof PlivoUnavailableException
                ? new PlivoMdrUnavailableException(failure) : new PlivoMdrRejectedException(failure);
    }

    @Override
    public String getMessage() {
        return failure.getMessage();
    }

    /** {@code get} or {@code list}. */
    public String getOperation() {
        return failure.getOperation();
    }

    @Override
    public @Nullable String getProblem() {
        return failure.getProblem();
    }

    /** Plivo's name for the request, which its support requests; null when there was none. */
    public @Nullable String getApiId() {
        return failure.getApiId();
    }

    /** How many times the request was sent. */
    public int getAttempts() {
        return failure.getAttempts();
    }
}
