package io.github.camelplivo.mdr.feed.window;

/**
 * No list came: an error of Plivo's servers (5xx) or no answer, which may be an outage, or a list that takes too long.
 */
public final class UnavailableException extends ListException {

    private static final long serialVersionUID = 1;

    public UnavailableException(Exception cause) {
        super(cause);
    }
}
