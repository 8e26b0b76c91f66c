package io.github.camelplivo.mdr.client.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a server or a proxy may repeat a token. */
public final class TokenForms {

    /** Has a character for each rule: of URLs, JSON, XML and Base64. */
    public static final String TOKEN = "Ab+c/d e&f\"g<h>'i\\jé%k=~zZ?>>";

    private TokenForms() {
    }

    public static Map<String, String> of(String id, String token) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("plain", token);
        forms.put("lower case", token.toLowerCase(Locale.ROOT));
        String form = URLEncoder.encode(token, StandardCharsets.UTF_8);
        forms.put("URL-encoded, a blank as +", form);
        forms.put("URL-encoded, a blank as %20", form.replace("+", "%20"));
        forms.put("URL-encoded in lower case", lowerHex(form));
        forms.put("URL-encoded twice", URLEncoder.encode(form, StandardCharsets.UTF_8));
        forms.put("URL-encoded, every byte", percent(token.getBytes(StandardCharsets.UTF_8)));
        forms.put("URL-encoded from Latin-1", URLEncoder.encode(token, StandardCharsets.ISO_8859_1));
        forms.put("UTF-8 read as Latin-1", new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        forms.put("JSON", json(token));
        forms.put("JSON with escaped slashes", json(token).replace("/", "\\/"));
        forms.put("JSON in JSON", json(json(token)));
        forms.put("JSON, every character in lower case", unicode(token, "\\u%04x"));
        forms.put("JSON, every character in upper case", unicode(token, "\\u%04X"));
        forms.put("JSON, markup only", json(token).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
                .replace("'", "\\u0027"));
        forms.put("JavaScript", unicode(token, "\\x%02x"));
        forms.put("XML", xml(token));
        forms.put("HTML", xml(token).replace("&apos;", "&#39;"));
        forms.put("HTML, hexadecimal", entities(token, "&#x%X;"));
        forms.put("HTML, decimal with zeros", entities(token, "&#%05d;"));
        forms.put("XML in XML", xml(xml(token)));
        byte[] pair = (id + ":" + token).getBytes(StandardCharsets.UTF_8);
        byte[] alone = token.getBytes(StandardCharsets.UTF_8);
        base64(forms, "pair", pair);
        base64(forms, "token", alone);
        base64(forms, "token with a line end", (token + "\n").getBytes(StandardCharsets.UTF_8));
        base64(forms, "JSON", ("{\"u\":\"" + id + "\",\"pw\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
        base64(forms, "header", ("Authorization: " + token + " x").getBytes(StandardCharsets.UTF_8));
        forms.put("hexadecimal", HexFormat.of().formatHex(alone));
        forms.put("hexadecimal in upper case", HexFormat.of().withUpperCase().formatHex(pair));
        return forms;
    }

    private static void base64(Map<String, String> forms, String what, byte[] bytes) {
        String encoded = Base64.getEncoder().encodeToString(bytes);
        forms.put("Base64 of " + what, encoded);
        forms.put("Base64 of " + what + " without padding", Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.put("Base64 for URLs of " + what, Base64.getUrlEncoder().encodeToString(bytes));
        forms.put("Base64 for URLs of " + what + " without padding",
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.put("Base64 of " + what + " URL-encoded", URLEncoder.encode(encoded, StandardCharsets.UTF_8));
        forms.put("Base64 of " + what + " in JSON", encoded.replace("/", "\\/"));
        forms.put("Base64 of " + what + " in lines",
                Base64.getMimeEncoder(20, new byte[] { '\r', '\n' }).encodeToString(bytes));
    }

    private static String lowerHex(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = lower.indexOf("%"); i >= 0; i = lower.indexOf("%", i + 3)) {
            lower.replace(i, i + 3, lower.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    private static String percent(byte[] bytes) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : bytes) {
            encoded.append(String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    private static String unicode(String token, String format) {
        StringBuilder encoded = new StringBuilder();
        token.chars().forEach(c -> encoded.append(String.format(format, c)));
        return encoded.toString();
    }

    private static String entities(String token, String format) {
        StringBuilder encoded = new StringBuilder();
        token.codePoints().forEach(c -> encoded.append(String.format(format, c)));
        return encoded.toString();
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&apos;");
    }
}
