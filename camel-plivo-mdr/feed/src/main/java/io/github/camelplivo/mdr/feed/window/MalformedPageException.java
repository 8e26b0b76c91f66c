package io.github.camelplivo.mdr.feed.window;

import org.jspecify.annotations.Nullable;

/** Plivo's response is not a page. */
public final class MalformedPageException extends ListException {

    private static final long serialVersionUID = 1;

    private final transient byte[] body;
    private final String problem;
    private final @Nullable String apiId;

    /**
     * @param body    the unchanged response
     * @param problem its fault, in one line
     * @param apiId   Plivo's name for the request, or null
     */
    public MalformedPageException(byte[] body, String problem, @Nullable String apiId, Exception cause) {
        super(cause);
        this.body = body.clone();
        this.problem = problem;
        this.apiId = apiId;
    }

    public byte[] getBody() {
        return body.clone();
    }

    public String getProblem() {
        return problem;
    }

    public @Nullable String getApiId() {
        return apiId;
    }
}
