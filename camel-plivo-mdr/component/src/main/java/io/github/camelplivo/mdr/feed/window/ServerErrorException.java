package io.github.camelplivo.mdr.feed.window;

/** Plivo failed to give the list (5xx), which may be an outage, or its way to say that this list takes too long. */
public final class ServerErrorException extends ListException {

    private static final long serialVersionUID = 1;

    public ServerErrorException(Exception cause) {
        super(cause);
    }
}
