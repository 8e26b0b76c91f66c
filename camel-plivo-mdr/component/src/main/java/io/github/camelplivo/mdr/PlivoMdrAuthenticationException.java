package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoException;

/** Plivo does not let this account in: 401, or 403. Not retried. */
public final class PlivoMdrAuthenticationException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    PlivoMdrAuthenticationException(PlivoException failure) {
        super(failure);
    }
}
