package io.github.camelplivo.mdr.client;

import java.util.regex.Pattern;

/**
 * What may stand for a message in the path. Plivo's own samples are not all real uuids, but all are of these
 * characters.
 */
final class MessageUuid {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int SHOWN = 80;

    private MessageUuid() {
    }

    /**
     * @throws IllegalArgumentException for anything that could lead the request elsewhere; it shows the text in
     *                                  printable ASCII
     */
    static String check(String text) {
        if (text == null || !ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "No message uuid: " + printable(text) + "; allowed are letters, digits and hyphens, at most 64");
        }
        return text;
    }

    private static String printable(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder shown = new StringBuilder("'");
        text.chars().limit(SHOWN).forEach(c -> {
            if (c < ' ' || c > '~') {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append(text.length() > SHOWN ? "...'" : "'").toString();
    }
}
