package io.github.camelplivo.mdr.model;

import org.jspecify.annotations.Nullable;

/** Untrusted text, made safe for a message or a log: one line, without invisible characters, and short. */
public final class OneLine {

    /** Maximum number of characters that are read of a text. */
    private static final int MAX_READ = 1 << 13;

    private OneLine() {
    }

    /**
     * @param  max maximum number of characters; a longer line ends in {@code …}
     * @return     null for null and for blanks
     */
    public static @Nullable String of(@Nullable String text, int max) {
        if (text == null) {
            return null;
        }
        String line = text.codePoints().limit(MAX_READ).map(c -> isVisible(c) ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString().replaceAll(" +", " ").trim();
        if (line.isEmpty()) {
            return null;
        }
        return line.length() <= max ? line : line.substring(0, end(line, max - 1)) + "…";
    }

    /** The text in quotes; empty quotes for null and for blanks. */
    public static String quoted(@Nullable String text, int max) {
        String line = of(text, max);
        return "'" + (line == null ? "" : line) + "'";
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c) && !Character.isWhitespace(c) && type != Character.FORMAT
                && type != Character.SURROGATE;
    }

    /** Avoids a cut between the two halves of a character. */
    private static int end(String line, int end) {
        return Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
    }
}
