package io.github.camelplivo.mdr.client;

/** Plivo could not be reached or could not answer: a network error or time-out (status code 0, cause kept), or 5xx. */
public final class PlivoMdrUnavailableException extends PlivoMdrException {

    public PlivoMdrUnavailableException(FailureDetails failure) {
        super(failure, (failure.attempts() == 1 ? "Not retried." : "Gave up retrying.")
                       + " The request may be sent again later; check the network, the proxy and the state of Plivo if it lasts.");
    }
}
