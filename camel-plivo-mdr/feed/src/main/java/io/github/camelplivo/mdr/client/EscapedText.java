package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;

/**
 * Finds a text in another one where each of its characters may stand as it is, in capitals or not, or escaped for URLs,
 * JSON, XML or HTML, up to four times over.
 * <p>
 * No pattern: one of a long token takes hundreds of kilobytes for each client.
 */
final class EscapedText {

    /** MIME breaks Base64 into lines. */
    private static final int MAX_BREAK = 3;

    private final int[] characters;
    private final boolean base64;

    private EscapedText(String text, boolean base64) {
        this.characters = text.codePoints().toArray();
        this.base64 = base64;
    }

    static EscapedText of(String text) {
        return new EscapedText(text, false);
    }

    /** Base64 may also be that for URLs, and have line breaks. */
    static EscapedText ofBase64(String text) {
        return new EscapedText(text, true);
    }

    /** Whether the text may begin with this character of ASCII. */
    boolean mayBegin(char c) {
        return isEscape(c) || endOfLiteral(String.valueOf(c), 0, characters[0]) > 0;
    }

    private static boolean isEscape(char c) {
        return c == '%' || c == '\\' || c == '&';
    }

    /** Where the text ends that starts here; -1 if another one does. */
    int end(String in, int start) {
        return end(in, start, 0);
    }

    private int end(String in, int start, int first) {
        int position = start;
        for (int i = first; i < characters.length; i++) {
            if (base64 && i > 0) {
                position = afterBreak(in, position);
            }
            if (position >= in.length()) {
                return -1;
            }
            char c = in.charAt(position);
            if (isEscape(c)) {
                return endOfEscaped(in, position, i);
            }
            position = endOfLiteral(in, position, characters[i]);
            if (position < 0) {
                return -1;
            }
        }
        return position;
    }

    private static int afterBreak(String in, int start) {
        int position = start;
        while (position < in.length() && position - start < MAX_BREAK && Character.isWhitespace(in.charAt(position))) {
            position++;
        }
        return position;
    }

    private int endOfEscaped(String in, int start, int index) {
        int literal = endOfLiteral(in, start, characters[index]);
        int end = literal < 0 ? -1 : end(in, literal, index + 1);
        if (end >= 0) {
            return end;
        }
        for (int position : EscapedCharacter.ends(in, start, characters[index])) {
            end = end(in, position, index + 1);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private int endOfLiteral(String in, int start, int wanted) {
        int found = in.codePointAt(start);
        if (EscapedCharacter.isSame(found, wanted) || wanted == ' ' && found == '+'
                || base64 && (wanted == '+' && found == '-' || wanted == '/' && found == '_')) {
            return start + Character.charCount(found);
        }
        if (wanted > 127) {
            // as HttpClient reads headers
            byte[] utf8 = Character.toString(wanted).getBytes(StandardCharsets.UTF_8);
            return in.startsWith(new String(utf8, StandardCharsets.ISO_8859_1), start) ? start + utf8.length : -1;
        }
        return -1;
    }
}
