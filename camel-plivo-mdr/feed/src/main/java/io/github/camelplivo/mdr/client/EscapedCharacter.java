package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One character of a text, escaped for URLs, JSON, XML or HTML, up to four times over. */
final class EscapedCharacter {

    private static final int MAX_ESCAPES = 3;
    private static final int MAX_BACKSLASHES = 1 << MAX_ESCAPES;

    private EscapedCharacter() {
    }

    /**
     * Where the character may end that starts here with a percent sign, a backslash or an ampersand: at several places
     * if it may be escaped once or more often.
     */
    static List<Integer> ends(String in, int start, int wanted) {
        List<Integer> ends = new ArrayList<>();
        switch (in.charAt(start)) {
            case '%' -> addPercent(in, start, wanted, ends);
            case '&' -> addEntity(in, start, wanted, ends);
            default -> addBackslash(in, start, wanted, ends);
        }
        return ends;
    }

    /** In capitals or not. */
    static boolean isSame(int found, int wanted) {
        return found == wanted || Character.toLowerCase(found) == Character.toLowerCase(wanted);
    }

    /** %2B, %252b. */
    private static void addPercent(String in, int start, int wanted, List<Integer> ends) {
        addPercent(in, start, Character.toString(wanted).getBytes(StandardCharsets.UTF_8), ends);
        if (wanted > 127 && wanted < 256) {
            addPercent(in, start, new byte[] { (byte) wanted }, ends);
        }
        if (wanted == ' ') {
            addPercent(in, start, new byte[] { '+' }, ends);
        }
        if (Character.isLetter(wanted)) {
            // in the other case
            int other = Character.isUpperCase(wanted) ? Character.toLowerCase(wanted) : Character.toUpperCase(wanted);
            addPercent(in, start, Character.toString(other).getBytes(StandardCharsets.UTF_8), ends);
        }
    }

    private static void addPercent(String in, int start, byte[] bytes, List<Integer> ends) {
        for (int escapes = 0; escapes <= MAX_ESCAPES; escapes++) {
            int position = start;
            for (byte b : bytes) {
                position = endOfPercent(in, position, escapes, b & 0xff);
                if (position < 0) {
                    break;
                }
            }
            if (position >= 0) {
                ends.add(position);
            }
            if (hex(in, start + 1 + 2 * escapes, 2) != '%') {
                // not escaped more often
                return;
            }
        }
    }

    private static int endOfPercent(String in, int start, int escapes, int wanted) {
        int position = start + 1 + 2 * escapes;
        boolean escaped = start < in.length() && in.charAt(start) == '%' && hex(in, position, 2) == wanted;
        for (int i = 0; escaped && i < escapes; i++) {
            escaped = in.startsWith("25", start + 1 + 2 * i);
        }
        return escaped ? position + 2 : -1;
    }

    /** &amp;amp; &amp;#38; &amp;#x26; */
    private static void addEntity(String in, int start, int wanted, List<Integer> ends) {
        int position = start + 1;
        for (int escapes = 0; escapes <= MAX_ESCAPES; escapes++) {
            addUnescapedEntity(in, position, wanted, ends);
            if (!in.startsWith("amp;", position)) {
                return;
            }
            position += "amp;".length();
        }
    }

    private static void addUnescapedEntity(String in, int start, int wanted, List<Integer> ends) {
        String name = switch (wanted) {
            case '&' -> "amp";
            case '<' -> "lt";
            case '>' -> "gt";
            case '"' -> "quot";
            case '\'' -> "apos";
            default -> null;
        };
        int end = -1;
        if (name != null && in.startsWith(name, start)) {
            end = start + name.length();
        } else if (in.startsWith("#", start)) {
            boolean hex = in.startsWith("x", start + 1) || in.startsWith("X", start + 1);
            end = endOfNumber(in, start + (hex ? 2 : 1), hex ? 16 : 10, wanted);
        }
        if (end >= 0) {
            ends.add(in.startsWith(";", end) ? end + 1 : end);
        }
    }

    private static int endOfNumber(String in, int start, int radix, int wanted) {
        int position = start;
        int number = 0;
        while (position < in.length() && position - start < 10 && Character.digit(in.charAt(position), radix) >= 0
                && number <= Character.MAX_CODE_POINT) {
            number = number * radix + Character.digit(in.charAt(position++), radix);
        }
        return position > start && isSame(number, wanted) ? position : -1;
    }

    /** \\u0026, \\x26, \\/, and a backslash for itself. */
    private static void addBackslash(String in, int start, int wanted, List<Integer> ends) {
        int position = start;
        while (position < in.length() && position - start < MAX_BACKSLASHES && in.charAt(position) == '\\') {
            position++;
        }
        addUnit(in, start, position, wanted, ends);
        if (in.startsWith("x", position) && isSame(hex(in, position + 1, 2), wanted)) {
            ends.add(position + 3);
        }
        if (wanted == '\\') {
            for (int end = start + 2; end <= position; end++) {
                ends.add(end);
            }
        } else if (position < in.length() && in.charAt(position) == wanted) {
            ends.add(position + 1);
        }
    }

    private static void addUnit(String in, int start, int position, int wanted, List<Integer> ends) {
        int unit = in.startsWith("u", position) ? hex(in, position + 1, 4) : -1;
        int end = position + 5;
        if (unit >= 0 && Character.isHighSurrogate((char) unit)) {
            String sign = in.substring(start, position) + "u";
            int low = in.startsWith(sign, end) ? hex(in, end + sign.length(), 4) : -1;
            unit = low < 0 ? -1 : Character.toCodePoint((char) unit, (char) low);
            end += sign.length() + 4;
        }
        if (unit >= 0 && isSame(unit, wanted)) {
            ends.add(end);
        }
    }

    /** -1 if there are fewer digits. */
    private static int hex(String in, int start, int digits) {
        if (start + digits > in.length()) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = Character.digit(in.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }
}
