package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hides a token in what others say, for servers, proxies and debug pages that repeat what was sent to them: as it is,
 * in Base64 alone or with anything before and behind it, in hexadecimal, and each of these {@link EscapedText escaped}
 * for URLs, JSON, XML or HTML.
 */
final class TokenMask {

    private static final String HIDDEN = "xxxxxx";
    /** A shorter token would turn every message into x's. */
    private static final int MIN_TOKEN = 4;
    private static final int MAX_CAUSES = 50;

    private final int shortest;
    private final List<EscapedText> plain = new ArrayList<>();
    private final List<EscapedText> base64 = new ArrayList<>();
    /** By character of ASCII: whether one of the texts may begin with it. */
    private final boolean[] beginnings = new boolean[128];

    TokenMask(String token) {
        shortest = token.length();
        if (shortest >= MIN_TOKEN) {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            plain.add(EscapedText.of(token));
            plain.add(EscapedText.of(HexFormat.of().formatHex(bytes)));
            for (int before = 0; before < 3; before++) {
                base64.add(EscapedText.ofBase64(base64(bytes, before)));
            }
            for (char c = 0; c < beginnings.length; c++) {
                char begin = c;
                beginnings[c] = Stream.of(plain, base64).flatMap(List::stream).anyMatch(form -> form.mayBegin(begin));
            }
        }
    }

    /** Those characters that the token alone decides, with so many bytes before it. */
    private static String base64(byte[] token, int before) {
        byte[] bytes = new byte[before + token.length];
        System.arraycopy(token, 0, bytes, before, token.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return encoded.substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }

    /** The text without the token. */
    String hide(String text) {
        if (text == null || plain.isEmpty() || text.length() < shortest) {
            return text;
        }
        StringBuilder safe = null;
        int copied = 0;
        for (int start = 0; start < text.length(); start++) {
            char c = text.charAt(start);
            if (c < beginnings.length && !beginnings[c]) {
                continue;
            }
            int from = start;
            int end = end(text, start, plain);
            if (end < 0) {
                end = end(text, start, base64);
                if (end < 0) {
                    continue;
                }
                // its neighbours hold the account, and bits of the first and last character
                while (from > copied && isBase64(text.charAt(from - 1))) {
                    from--;
                }
                while (end < text.length() && isBase64(text.charAt(end))) {
                    end++;
                }
            }
            safe = (safe == null ? new StringBuilder() : safe).append(text, copied, from).append(HIDDEN);
            copied = end;
            start = end - 1;
        }
        return safe == null ? text : safe.append(text, copied, text.length()).toString();
    }

    /** Where what stands at the start ends; -1 if it is none of these. */
    private static int end(String text, int start, List<EscapedText> forms) {
        for (EscapedText form : forms) {
            int end = form.end(text, start);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private static boolean isBase64(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0;
    }

    /** The bytes without the token; the same array if it is not in it. */
    byte[] hide(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String safe = hide(text);
        return safe.equals(text) ? bytes : safe.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The failure, if neither its message nor those of its causes hold the token or control characters; else another
     * one that says the same without them. HttpClient quotes lines that it cannot read.
     */
    IOException hide(IOException failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (!isSafe(cause)) {
                String line = ErrorText.line(hide(String.valueOf(failure.getMessage())));
                IOException safe = new IOException(
                        failure.getClass().getSimpleName() + ": " + hide(String.valueOf(line)));
                safe.setStackTrace(failure.getStackTrace());
                return safe;
            }
        }
        return failure;
    }

    private boolean isSafe(Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isSafe(suppressed)) {
                return false;
            }
        }
        String message = failure.getMessage();
        return message == null || hide(message).equals(message) && message.chars().noneMatch(Character::isISOControl);
    }
}
