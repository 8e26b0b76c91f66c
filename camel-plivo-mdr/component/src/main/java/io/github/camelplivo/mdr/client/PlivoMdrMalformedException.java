package io.github.camelplivo.mdr.client;

/**
 * Plivo answered, but with neither a record nor a page: HTML, nothing, an error under status 200, truncated JSON, a
 * redirect. Not retried. The response body holds at most the first 64 KiB.
 */
public final class PlivoMdrMalformedException extends PlivoMdrException {

    public PlivoMdrMalformedException(Failure failure) {
        super(failure,
              "Not retried. Check that baseUrl leads to Plivo and not to a proxy or login page; the response body is kept in the exception.");
    }

    /** The body as it was received. */
    public byte[] getRawBody() {
        return getResponseBody() == null ? new byte[0] : getResponseBody().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
