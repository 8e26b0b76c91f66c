package io.github.camelplivo.mdr.feed.window;

/**
 * No list came: a server error (5xx) or no response, which may be an outage, or a list that takes too long.
 */
public final class UnavailableException extends ListException {

    private static final long serialVersionUID = 1;

    public UnavailableException(Exception cause) {
        super(cause);
    }
}
