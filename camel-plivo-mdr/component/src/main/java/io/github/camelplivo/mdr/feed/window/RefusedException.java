package io.github.camelplivo.mdr.feed.window;

/**
 * Plivo refused the list with 400, which it is reported to do where the window is long or begins more than 90 days ago.
 * The cause is what the source had to say about it.
 */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public RefusedException(Exception cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized Exception getCause() {
        return (Exception) super.getCause();
    }
}
