package io.github.camelplivo.mdr.client;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "{\"error\":[\"one\",\"two\"]} | [\"one\",\"two\"] | ",
            "{} |  | ",
            "Could not verify your access level for that URL. | Could not verify your access level for that URL. | ",
            "<html><head><TITLE>503 Service\tTemporarily Unavailable</TITLE></head><body>x</body> | 503 Service Temporarily Unavailable | ",
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
        Answer answer = new Answer(500, "", Map.of("x-request-id", "r-1"), "{\"error\":\"e\"}".getBytes(UTF_8), true);

        assertThat(ErrorText.of(answer).apiId()).isEqualTo("r-1");
    }

    private static ErrorText of(String body) {
        return ErrorText.of(new Answer(400, "", Map.of(), body.getBytes(UTF_8), true));
    }
}
