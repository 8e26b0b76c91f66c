package io.github.camelplivo.mdr.feed.window;

/**
 * Plivo refused the list with 400, which it reportedly does if the window is long or starts more than 90 days ago.
 */
public final class RefusedException extends ListException {

    private static final long serialVersionUID = 1;

    public RefusedException(Exception cause) {
        super(cause);
    }
}
