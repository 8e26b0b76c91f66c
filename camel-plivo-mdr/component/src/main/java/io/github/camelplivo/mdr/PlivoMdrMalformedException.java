package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoMalformedException;

/**
 * Plivo answered, but with neither a record nor a page: HTML, nothing, an error with status 200, truncated JSON, a
 * redirect; not retried. Or every attempt brought the response to another request, such as rows of another time. The
 * response body as text holds at most the first 64 KiB, and never the token.
 */
public final class PlivoMdrMalformedException extends PlivoMdrException {

    private static final long serialVersionUID = 1L;

    private final PlivoMalformedException malformed;

    PlivoMdrMalformedException(PlivoMalformedException failure) {
        super(failure);
        malformed = failure;
    }

    /**
     * The body exactly as it was received, but for the token; up to the first MiB; a copy. It may hold phone numbers,
     * so do not log it.
     */
    public byte[] getRawBody() {
        return malformed.getRawBody();
    }
}
