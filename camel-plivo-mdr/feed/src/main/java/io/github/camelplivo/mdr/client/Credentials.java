package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** How an account shows itself to Plivo, and how that is kept from everybody else. */
final class Credentials {

    private final String authorization;
    private final TokenMask mask;

    Credentials(ClientSettings settings) {
        String pair = settings.authId() + ":" + settings.authToken();
        // from the raw bytes, because a token may hold any character
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        this.mask = new TokenMask(settings.authToken());
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return authorization;
    }

    /** Hides the token in what comes from outside. */
    TokenMask mask() {
        return mask;
    }

    /** The text without the token. */
    String hide(String text) {
        return mask.hide(text);
    }

    /** One short line without the token; {@code null} for {@code null} and for blanks. */
    @Nullable
    String line(@Nullable String text) {
        // before anything is cut, or the beginning of a token could be left; and after white space is changed
        String line = text == null ? null : ErrorText.line(mask.hide(text));
        return line == null ? null : mask.hide(line);
    }
}
