package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoException;

/** Plivo knows no such message: 404. It may be too young, older than 90 days, or of another account. Not retried. */
public final class PlivoMdrNotFoundException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    PlivoMdrNotFoundException(PlivoException failure) {
        super(failure);
    }
}
