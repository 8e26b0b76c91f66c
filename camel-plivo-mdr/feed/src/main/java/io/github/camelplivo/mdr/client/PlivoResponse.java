package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one request.
 *
 * @param headers  only those that are of use and harmless; names in any case. {@code Content-Encoding} is among them
 *                 only if the body could not be unpacked
 * @param body     at most {@link Transport#MAX_BODY} bytes; unpacked, or as it came where that was not possible
 * @param complete false when the body was cut off there
 */
record PlivoResponse(int status, @Nullable String reason, Map<String, String> headers, byte[] body, boolean complete) {

    private static final Set<String> KEPT
            = Set.of("Content-Type", "Date", "Location", "Retry-After", "Server", "Via", "X-Request-ID");
    private static final int MAX_HEADER = 1_000;
    /** A token of 64 characters, each of them escaped in the longest way. */
    private static final int LONGEST_WORD = 4_096;
    private static final Pattern USERINFO = Pattern.compile("//[^/?#@]*@");

    static Map<String, String> headersOf(HttpMessage message) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : KEPT) {
            Header header = message.getFirstHeader(name);
            if (header != null && header.getValue() != null && header.getValue().length() <= MAX_HEADER) {
                headers.put(name, USERINFO.matcher(header.getValue()).replaceAll("//"));
            }
        }
        return headers;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** How the body is packed, where it could not be unpacked; else null. */
    @Nullable
    String packing() {
        return headers.get("Content-Encoding");
    }

    /** The body as text, whatever it is. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The response with all its texts changed, and with the beginning of the body only.
     *
     * @param change hides words; a word at the end of the text that is cut off by {@code maxBytes} is hidden too
     */
    PlivoResponse map(UnaryOperator<String> change, int maxBytes) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> changed.put(name, change.apply(value)));
        boolean cut = body.length > maxBytes + LONGEST_WORD;
        String text = change.apply(cut ? new String(body, 0, maxBytes + LONGEST_WORD, StandardCharsets.UTF_8) : text());
        if (cut) {
            // what was cut in its middle is not found
            text = text.substring(0, Math.max(0, text.length() - LONGEST_WORD));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new PlivoResponse(
                status, reason == null ? null : change.apply(reason), changed,
                Arrays.copyOf(bytes, Math.min(bytes.length, maxBytes)), complete);
    }
}
