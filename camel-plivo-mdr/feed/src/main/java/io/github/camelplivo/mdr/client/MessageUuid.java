package io.github.camelplivo.mdr.client;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What may stand for a message in the path. Plivo's own samples are not all real uuids, but all are of these
 * characters.
 */
public final class MessageUuid {

    private static final int MAX_LENGTH = 64;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9-]{1," + MAX_LENGTH + "}");
    private static final String EXAMPLE = "047bda11-e556-4a7f-8f9c-5d0cf3ca4406";

    private MessageUuid() {
    }

    /**
     * Checks a text that is about to become a part of the path.
     *
     * @param  source                   where the text comes from, for the message: "the body"
     * @throws IllegalArgumentException for anything that could lead the request elsewhere. It does not repeat the text,
     *                                  which may be a message or a phone number that came in place of a uuid
     */
    public static String check(@Nullable String text, String source) {
        if (text == null || !ALLOWED.matcher(text).matches() || text.equalsIgnoreCase("null")) {
            throw invalid(source, problem(text));
        }
        return text;
    }

    /** @param problem the predicate of a sentence about the source: "is blank" */
    public static IllegalArgumentException invalid(String source, String problem) {
        return new IllegalArgumentException(
                "Invalid message uuid: " + source + " " + problem + "; allowed are letters, digits and hyphens, at most "
                                            + MAX_LENGTH + ", such as " + EXAMPLE
                                            + ". Use the message_uuid of a record");
    }

    private static String problem(@Nullable String text) {
        if (text == null || text.equalsIgnoreCase("null")) {
            return "is null";
        }
        if (text.isBlank()) {
            return "is blank";
        }
        String length = "has " + text.length() + (text.length() == 1 ? " character" : " characters");
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH + 1); i++) {
            if (!ALLOWED.matcher(text.substring(i, i + 1)).matches()) {
                return length + String.format(Locale.ROOT, ", and number %d, U+%04X, is not allowed", i + 1,
                        text.codePointAt(i));
            }
        }
        return length;
    }
}
