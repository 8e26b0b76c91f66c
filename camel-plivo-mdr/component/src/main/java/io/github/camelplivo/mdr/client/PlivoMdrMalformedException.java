package io.github.camelplivo.mdr.client;

/**
 * Plivo answered, but with neither a record nor a page: HTML, nothing, an error under status 200, truncated JSON, a
 * redirect. Not retried. The response body as text holds at most the first 64 KiB, and never the token.
 */
public final class PlivoMdrMalformedException extends PlivoMdrException {

    private final byte[] rawBody;

    public PlivoMdrMalformedException(Failure failure, byte[] rawBody) {
        super(failure,
              "Not retried. Check that baseUrl leads to Plivo and not to a proxy or login page; the response body is kept in the exception.");
        this.rawBody = rawBody.clone();
    }

    /**
     * The body exactly as it was received, up to the first MiB; a copy. Unlike all else here it may hold whatever the
     * server repeats, phone numbers and even the token, so do not log it.
     */
    public byte[] getRawBody() {
        return rawBody.clone();
    }
}
