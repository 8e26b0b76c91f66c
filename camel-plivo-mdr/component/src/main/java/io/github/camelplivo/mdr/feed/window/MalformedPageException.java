package io.github.camelplivo.mdr.feed.window;

/** Plivo answered, but with no page. */
public final class MalformedPageException extends ListException {

    private static final long serialVersionUID = 1;

    private final transient byte[] body;
    private final String problem;
    private final String apiId;

    /**
     * @param body    the answer as it came
     * @param problem what is wrong with it, in one line
     * @param apiId   Plivo's name for the request, or null
     */
    public MalformedPageException(byte[] body, String problem, String apiId, Exception cause) {
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

    public String getApiId() {
        return apiId;
    }
}
