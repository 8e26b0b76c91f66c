package io.github.camelplivo.mdr.client;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Plivo could not be reached, or its response was not what was requested. The message is one line that says which
 * operation and path, what came back, in Plivo's words, how many attempts were made and what to do; it never holds the
 * token or a phone number of the query.
 */
public abstract class PlivoException extends Exception implements PlivoFailure {

    private static final long serialVersionUID = 1L;

    private final FailureDetails details;

    PlivoException(FailureDetails details, String advice) {
        this(details, details.outcome(), advice);
    }

    PlivoException(FailureDetails details, String outcome, String advice) {
        super(details.message(outcome, advice), details.cause());
        this.details = details;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** {@code get} or {@code list}. */
    public String getOperation() {
        return details.operation();
    }

    /** The requested address, without credentials and phone numbers. */
    public String getUri() {
        return details.uri();
    }

    @Override
    public int getStatusCode() {
        return details.statusCode();
    }

    /** The status in words, if there was a response that had it. */
    public @Nullable String getStatusText() {
        return details.statusText();
    }

    /** Where a redirect pointed to. */
    public @Nullable String getRedirectLocation() {
        return details.location();
    }

    /** Those of the response that are of use and harmless; names in any case. */
    public Map<String, String> getResponseHeaders() {
        return details.headers();
    }

    /** The beginning of the response, up to 64 KiB. */
    public @Nullable String getResponseBody() {
        return details.responseBody();
    }

    @Override
    public @Nullable String getProblem() {
        return details.problem();
    }

    /** Plivo's name for the request, which its support requests; null when there was none. */
    public @Nullable String getApiId() {
        return details.apiId();
    }

    /** How many times the request was sent. */
    public int getAttempts() {
        return details.attempts();
    }

    /** Whether another attempt may succeed. */
    boolean mayRetry() {
        return false;
    }
}
