package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoException;

/** Plivo did not accept the request: 400 or another 4xx. Not retried, because it would be refused again. */
public final class PlivoMdrRejectedException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    PlivoMdrRejectedException(PlivoException failure) {
        super(failure);
    }
}
