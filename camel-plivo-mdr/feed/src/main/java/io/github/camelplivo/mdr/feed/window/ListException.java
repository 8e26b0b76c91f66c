package io.github.camelplivo.mdr.feed.window;

import java.util.Objects;

/**
 * A list request failed, possibly only this one. The cause is the failure of the source.
 */
public abstract sealed class ListException extends Exception
        permits MalformedPageException, RefusedException, UnavailableException {

    private static final long serialVersionUID = 1;

    ListException(Exception cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized Exception getCause() {
        return (Exception) Objects.requireNonNull(super.getCause());
    }
}
