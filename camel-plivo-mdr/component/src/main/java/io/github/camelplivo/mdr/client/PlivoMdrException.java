package io.github.camelplivo.mdr.client;

import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * Plivo could not be reached, or its response was not what was requested. The message is one line that says which
 * operation and path, what came back, in Plivo's words, how many attempts were made and what to do; it never holds the
 * token or a phone number of the query.
 * <p>
 * Status code and response are there as in camel-http's exception; the status code is 0 where there was no response.
 */
public abstract class PlivoMdrException extends HttpOperationFailedException implements HttpResponseAware {

    private final String operation;
    private final @Nullable String problem;
    private final @Nullable String apiId;
    private final int attempts;
    private final String message;

    PlivoMdrException(FailureDetails failure, String advice) {
        this(failure, failure.outcome(), advice);
    }

    PlivoMdrException(FailureDetails failure, String outcome, String advice) {
        super(failure.uri(), failure.statusCode(), failure.statusText(), failure.location(), failure.headers(),
              failure.responseBody());
        this.operation = failure.operation();
        this.problem = failure.problem();
        this.apiId = failure.apiId();
        this.attempts = failure.attempts();
        this.message = failure.message(outcome, advice);
        if (failure.cause() != null) {
            initCause(failure.cause());
        }
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** {@code get} or {@code list}. */
    public String getOperation() {
        return operation;
    }

    /** What went wrong, in Plivo's words where it said any; one line, at most 300 characters. */
    public @Nullable String getProblem() {
        return problem;
    }

    /** Plivo's name for the request, which its support requests; null when there was none. */
    public @Nullable String getApiId() {
        return apiId;
    }

    /** Whether another attempt may succeed. */
    boolean mayRetry() {
        return false;
    }

    /** How many times the request was sent. */
    public int getAttempts() {
        return attempts;
    }
}
