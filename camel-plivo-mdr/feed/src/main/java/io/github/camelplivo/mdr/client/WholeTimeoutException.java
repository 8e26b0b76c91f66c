package io.github.camelplivo.mdr.client;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A response was not complete in the time that it may take as a whole. */
final class WholeTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1;

    WholeTimeoutException(Duration timeout, Exception cause) {
        super("time-out after " + NetworkProblem.text(timeout) + " (connectTimeout + 2 x responseTimeout)");
        initCause(cause);
    }
}
