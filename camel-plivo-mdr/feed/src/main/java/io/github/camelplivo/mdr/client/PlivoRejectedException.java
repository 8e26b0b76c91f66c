package io.github.camelplivo.mdr.client;

/** Plivo did not accept the request: 400 or another 4xx. Not retried, because it would be refused again. */
public final class PlivoRejectedException extends PlivoException {

    public PlivoRejectedException(FailureDetails failure) {
        super(failure, "Plivo will refuse the same request again: check the filters and the options.");
    }
}
