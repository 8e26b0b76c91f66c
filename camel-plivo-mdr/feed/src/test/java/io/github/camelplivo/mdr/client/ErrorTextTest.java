package io.github.camelplivo.mdr.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trap 12: errors are JSON, text or HTML, and SDKs that expect JSON crash (plivo-dotnet#49, plivo-java#24,
 * plivo-php#353).
 */
class ErrorTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"api_id\":\"a\",\"error\":\"not found\"} | not found | a",
            "{\"Api_id\":\"a\",\"error\":{\"error\":\"deep\"}} | deep | a",
            "{\"error\":{\"code\":5}} | {\"code\":5} | ",
            "{\"error\":null,\"message\":\"lookup says\",\"error_code\":404} | lookup says | ",
            "{\"error\":false,\"message\":\"said here\"} | said here | ", "{\"error\":{},\"message\":[]} |  | ",
            "{\"error\":[\"one\",\"two\"]} | [\"one\",\"two\"] | ",
            "{} |  | ",
            "Could not verify your access level for that URL. | Could not verify your access level for that URL. | ",
            "<html><head><TITLE>503 Service\tTemporarily Unavailable</TITLE></head><body>x</body> | 503 Service Temporarily Unavailable | ",
            "<html><title> </title><script>var a = '<b>';</script>Sorry, <b>closed</b></html> | Sorry, closed | ",
            "<p>1 < 2 | 1 | ",
            "<!doctype html><style>a{}</style><h1>Sign in</h1><p>to continue | Sign in to continue | ",
            "{\"message_uuid\":\"u\",\"from_number\":\"1202555 |  | " })
    void findsTheWords(String body, String words, String apiId) {
        assertThat(of(body)).isEqualTo(new ErrorText(words, apiId));
    }

    @Test
    void keepsToOneShortLine() {
        assertThat(of("a\r\nb\u0007\u202Ec" + "x".repeat(5000)).words()).startsWith("a b cxx").hasSize(300).endsWith("…");
    }

    @Test
    void takesTheRequestIdWhereThereIsNoApiId() {
        PlivoResponse response
                = new PlivoResponse(500, "", Map.of("x-request-id", "r-1"), "{\"error\":\"e\"}".getBytes(UTF_8), true);

        assertThat(ErrorText.of(response).apiId()).isEqualTo("r-1");
    }

    /** C5: 8 KB of this cost 2.2 s with a pattern. Each character may be looked at a few times, not a few thousand. */
    @ParameterizedTest
    @ValueSource(strings = {
            "<script </script", "<style </style", "<title", "<title>", "<title></title", "<", "<<title>", "</script",
            "<script>",
            "<style><script>", "<titlE <sCript ", " <" })
    void looksAtNoCharacterOfAPageManyTimes(String piece) {
        String page = "<html>" + piece.repeat(8192 / piece.length());
        AtomicInteger looks = new AtomicInteger();

        HtmlText.of(new CountingText(page, looks));

        assertThat(looks).hasValueLessThan(60 * page.length());
        for (int i = 0; i < 100; i++) {
            of(page);
        }
    }

    private record CountingText(String text, AtomicInteger looks) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks.incrementAndGet();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks.addAndGet(end - start);
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static ErrorText of(String body) {
        return ErrorText.of(new PlivoResponse(400, "", Map.of(), body.getBytes(UTF_8), true));
    }
}
