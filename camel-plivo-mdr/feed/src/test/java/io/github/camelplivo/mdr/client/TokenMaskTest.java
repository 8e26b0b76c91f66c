package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.client.support.TokenForms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Servers, proxies and debug pages repeat what was sent to them, in the encoding of the place where they write it. */
class TokenMaskTest {

    private static final String ID = PlivoServer.AUTH_ID;

    static Stream<Arguments> forms() {
        return Stream.of(TokenForms.TOKEN, "MmFhYmM0ZTktNzQ5Yi00ZDE5LWI4ZjAtM2Q1", "0123456789abcdef", "pass", "ünï-токен-😀")
                .flatMap(token -> TokenForms.of(ID, token).entrySet().stream()
                        // Latin-1 cannot represent these characters
                        .filter(form -> !form.getKey().matches(".*(from Latin-1|JavaScript)")
                                || token.chars().allMatch(c -> c < 256))
                        .map(form -> Arguments.of(token, form.getKey(), form.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void hidesEveryForm(String token, String name, String form) {
        TokenMask mask = new TokenMask(token);

        String safe = mask.hide(form);
        assertThat(safe).contains("xxxxxx");
        assertThat(safe.replace("xxxxxx", "")).hasSizeLessThanOrEqualTo(form.length() - token.length());
        assertThat(mask.hide("{\"api_id\":\"" + form + "\"}")).startsWith("{\"api_id\":\"").contains("xxxxxx").endsWith("\"}");
        assertThat(mask.hide(form + " " + form)).isEqualTo(safe + " " + safe);
        assertThat(mask.hide("before " + form + ", behind")).startsWith("before ").endsWith(", behind");
    }

    @Test
    void leavesNothingOfAPairButItsName() {
        for (Map.Entry<String, String> form : TokenForms.of(ID, "MmFhYmM0ZTktNzQ5Yi00").entrySet()) {
            if (form.getKey().startsWith("Base64") && !form.getKey().contains("lines")) {
                assertThat(new TokenMask("MmFhYmM0ZTktNzQ5Yi00").hide("Basic " + form.getValue()))
                        .as(form.getKey()).matches("Basic xxxxxx(%3D)*");
            }
        }
    }

    @Test
    void hidesBytes() {
        TokenMask mask = new TokenMask("tökën-1");
        byte[] other = "\u0000 nothing of it \u00ff".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(mask.hide(other)).isSameAs(other);
        assertThat(new String(mask.hide("ünï tökën-1 \u20ac".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("ünï xxxxxx \u20ac");
        assertThat(new String(mask.hide("tökën-1".getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1))
                .isEqualTo("xxxxxx");
    }

    @Test
    void doesNotChangeOtherTexts() {
        String text = "status 400: message_time__gte=2026-11-01 00:00:00, \\u00e9 &amp; %20 TUFGQUNF";

        assertThat(new TokenMask("MmFhYmM0ZTktNzQ5Yi00").hide(text)).isSameAs(text);
        assertThat(new TokenMask("x").hide("xyz")).isEqualTo("xyz");
        assertThat(new TokenMask("pass").hide((String) null)).isNull();
    }

    @Test
    void hidesInFailuresAndTheirCauses() {
        TokenMask mask = new TokenMask("pass word");
        IOException harmless = new SocketTimeoutException("Read timed out");
        assertThat(mask.hide(harmless)).isSameAs(harmless);

        for (IOException telling : new IOException[] {
                new IOException("Invalid status line: pass%20word"),
                new IOException("outer", new IllegalStateException("pass word")),
                new IOException("\u001b[31m a line of another colour"), suppressing("pass+word") }) {
            IOException safe = mask.hide(telling);
            assertThat(safe.toString()).startsWith("java.io.IOException: IOException: ").doesNotContain("pass", "\u001b");
            assertThat(safe.getStackTrace()).isEqualTo(telling.getStackTrace());
            assertThat(safe).hasNoCause();
            assertThat(safe.getSuppressed()).isEmpty();
        }
    }

    private static IOException suppressing(String text) {
        IOException e = new IOException("outer");
        e.addSuppressed(new IllegalStateException(text));
        return e;
    }

    /** The server chooses the text to search. */
    @ParameterizedTest
    @ValueSource(strings = {
            "a", "\\", "%25", "&amp;", "&#0000000", "\\u0", "TW1Ga", "MmFhYmM0ZTktNzQ5Yi0", "%252525254d", " ", "\\\\u004d",
            "&", "4d" })
    void readsALongTextInNoTime(String piece) {
        TokenMask mask = new TokenMask("MmFhYmM0ZTktNzQ5Yi00ZDE5LWI4ZjAtM2Q1");
        String text = piece.repeat((1 << 20) / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> mask.hide(text));
    }
}
