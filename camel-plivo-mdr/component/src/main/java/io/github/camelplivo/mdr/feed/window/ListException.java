package io.github.camelplivo.mdr.feed.window;

/**
 * The list that was asked for could not be had, maybe only this one. The cause is what the source had to say about it.
 */
public abstract sealed class ListException extends Exception
        permits MalformedPageException, RefusedException, UnavailableException {

    private static final long serialVersionUID = 1;

    ListException(Exception cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized Exception getCause() {
        return (Exception) super.getCause();
    }
}
