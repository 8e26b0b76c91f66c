package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.client.PlivoMdrException;

/** The text of an exception for people who see no stack trace. */
final class Causes {

    private static final int DEEPEST = 50;

    private Causes() {
    }

    /** Its message, and that of the innermost cause, such as "No space left on device", unless it says that already. */
    static String text(Throwable failure) {
        String text = message(failure);
        Throwable innermost = failure;
        // bounded, because causes may form a circle
        for (int i = 0; i < DEEPEST && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        // an exception of Plivo's answers says all there is to say
        boolean complete = failure instanceof PlivoMdrException || text.contains(message(innermost));
        return complete ? text : text + ": " + message(innermost);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
