package io.github.camelplivo.mdr.client;

import java.nio.file.FileSystemException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The text of an exception for people who see no stack trace. */
public final class Causes {

    private static final int DEEPEST = 50;
    private static final Pattern WITH_NUMBER = Pattern.compile("\\S*\\d\\S*");

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private Causes() {
    }

    /**
     * What kind of failure this is: the exception, the status, and the innermost cause with what it says. Failures of
     * one kind differ in numbers only, such as times and identifiers. Where there was no response, the words do not
     * count: a resolver says more at one time than at another.
     */
    public static String kind(Throwable failure) {
        Throwable innermost = innermost(failure);
        String classes = failure.getClass().getName() + " " + innermost.getClass().getName() + " ";
        PlivoFailure plivo = plivoFailure(failure);
        if (plivo != null) {
            return classes + plivo.getStatusCode() + (plivo.getStatusCode() == 0 ? "" : " " + kind(plivo.getProblem()));
        }
        return classes + kind(message(innermost));
    }

    /** What kind of failure this text is about. */
    public static String kind(@Nullable String text) {
        return text == null ? "" : WITH_NUMBER.matcher(text).replaceAll("#");
    }

    /**
     * One line: its message, and that of the innermost cause, such as "No space left on device", unless it says that
     * already.
     */
    public static String text(Throwable failure) {
        String text = message(failure);
        Throwable innermost = innermost(failure);
        // an exception of Plivo's responses says all there is to say
        boolean complete = plivoFailure(failure) != null || text.contains(firstLine(innermost));
        return LINE_BREAK.matcher(complete ? text : text + ": " + firstLine(innermost)).replaceAll(" ");
    }

    /** The failed request to Plivo that this is, or that caused it; else {@code null}. */
    public static @Nullable PlivoFailure plivoFailure(Throwable failure) {
        return failure instanceof PlivoFailure plivo ? plivo : failure.getCause() instanceof PlivoFailure cause ? cause : null;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        // bounded, because causes may form a circle
        for (int i = 0; i < DEEPEST && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    private static String firstLine(Throwable failure) {
        return message(failure).lines().findFirst().orElse("");
    }

    private static String message(Throwable failure) {
        // of these the message may be the file alone
        boolean isFileOnly = failure instanceof FileSystemException file && file.getReason() == null;
        return failure.getMessage() == null || isFileOnly ? failure.toString() : failure.getMessage();
    }
}
