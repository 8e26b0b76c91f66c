package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoException;

/** Plivo could not be reached or could not answer: a network error or time-out (status code 0, cause kept), or 5xx. */
public final class PlivoMdrUnavailableException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    PlivoMdrUnavailableException(PlivoException failure) {
        super(failure);
    }
}
