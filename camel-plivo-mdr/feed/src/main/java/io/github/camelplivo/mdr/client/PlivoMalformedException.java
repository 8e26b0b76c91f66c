package io.github.camelplivo.mdr.client;

/**
 * Plivo answered, but with neither a record nor a page: HTML, nothing, an error with status 200, truncated JSON, a
 * redirect; not retried. Or every attempt brought the response to another request, such as rows of another time. The
 * response body as text holds at most the first 64 KiB, and never the token.
 */
public final class PlivoMalformedException extends PlivoException {

    private final byte[] rawBody;
    private final boolean mismatch;

    public PlivoMalformedException(FailureDetails failure, byte[] rawBody) {
        this(failure, rawBody, false,
             isPlivos(failure)
                     ? "Report it to Plivo with this api_id."
                     : "Check that baseUrl leads to Plivo and not to a proxy or login page.");
    }

    private PlivoMalformedException(FailureDetails failure, byte[] rawBody, boolean mismatch, String advice) {
        super(failure, advice);
        this.rawBody = rawBody.clone();
        this.mismatch = mismatch;
    }

    static PlivoMalformedException mismatch(FailureDetails failure, byte[] rawBody) {
        return new PlivoMalformedException(
                failure, rawBody, true,
                "The response does not match its request. Look for a proxy, gateway or cache on the way to Plivo that mixes up responses or drops query parameters.");
    }

    /** The request id in a header may be a proxy's. */
    private static boolean isPlivos(FailureDetails failure) {
        return failure.apiId() != null && failure.responseBody() != null
                && failure.responseBody().stripLeading().startsWith("{");
    }

    /** If the response is in order but belongs to another request: another attempt may bring the right one. */
    @Override
    boolean mayRetry() {
        return mismatch;
    }

    /**
     * The body exactly as it was received, but for the token; up to the first MiB; a copy. It may hold phone numbers,
     * so do not log it.
     */
    public byte[] getRawBody() {
        return rawBody.clone();
    }
}
