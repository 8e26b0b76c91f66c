package io.github.camelplivo.mdr.client;

/** Plivo knows no such message: 404. It may be too young, older than 90 days, or of another account. Not retried. */
public final class PlivoNotFoundException extends PlivoException {

    public PlivoNotFoundException(FailureDetails failure) {
        super(failure, "get".equals(failure.operation())
                ? "No such message for this account: it may be of another one, older than 90 days, or too new to be listed."
                : "No such account: check authId and baseUrl.");
    }
}
