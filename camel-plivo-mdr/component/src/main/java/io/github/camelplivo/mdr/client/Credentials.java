package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How an account shows itself to Plivo, and how that is kept from everybody else. */
final class Credentials {

    private static final String HIDDEN = "xxxxxx";
    /** A shorter token would turn every message into x's. */
    private static final int MIN_TOKEN = 4;

    private final String token;
    private final String basic;

    Credentials(ClientSettings settings) {
        this.token = settings.authToken();
        // from the raw bytes, because a token may hold any character
        this.basic = Base64.getEncoder().encodeToString((settings.authId() + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return "Basic " + basic;
    }

    /** The text without the token, for proxies and debug pages that repeat what was sent to them. */
    String hide(String text) {
        if (text == null || token.length() < MIN_TOKEN) {
            return text;
        }
        return text.replace(basic, HIDDEN).replace(token, HIDDEN);
    }
}
