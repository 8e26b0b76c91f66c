package io.github.camelplivo.mdr.feed.window;

/** Plivo answered, but did not give the list that was asked for. The cause is what the source had to say about it. */
public abstract sealed class ListException extends Exception
        permits MalformedPageException, RefusedException, ServerErrorException {

    private static final long serialVersionUID = 1;

    ListException(Exception cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized Exception getCause() {
        return (Exception) super.getCause();
    }
}
