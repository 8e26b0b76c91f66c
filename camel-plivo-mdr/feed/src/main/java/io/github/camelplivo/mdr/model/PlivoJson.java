package io.github.camelplivo.mdr.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads Plivo's JSON unchanged, with exact decimals and, of two equal keys, the last one, because Plivo's own sample
 * ("Retrieve a Message") carries {@code is_domestic} twice.
 */
public final class PlivoJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** For values with something behind them. */
    private static final ObjectReader READER = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_START = 1_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PlivoJson() {
    }

    /** The mapper that reads and writes JSON without changing it. It must not be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * The JSON object in the bytes.
     *
     * @throws IllegalArgumentException when there is no JSON object, or other content besides it; the message names the
     *                                  actual content, without quoting values
     */
    public static ObjectNode object(byte @Nullable [] json) {
        if (json == null) {
            throw new IllegalArgumentException("null, not a JSON object");
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(kind(node) + ", not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(problem(json, e), e);
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("JSON with a number that cannot be read", e);
        }
    }

    /** The value at which the parser is; the parser is then at its end. */
    static JsonNode tree(JsonParser parser) throws IOException {
        return READER.readTree(parser);
    }

    /** The value in bytes that a parser has accepted. */
    static JsonNode value(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON text in UTF-8; half a character, which a text may have, becomes a question mark. */
    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(@Nullable JsonNode node) {
        return node == null || node.isMissingNode()
                ? "nothing but blanks" : "JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** Replaces the parser's message, which is for programmers. */
    private static String problem(byte[] json, JsonProcessingException e) {
        char first = firstVisible(json);
        if (first == '<') {
            return "HTML, not JSON";
        }
        if (first != '{' && first != '[') {
            return "text, not JSON";
        }
        if (e instanceof JsonEOFException) {
            return "JSON that ends too early (" + json.length + " bytes)";
        }
        if (e instanceof StreamConstraintsException) {
            return "JSON that is nested too deeply, or has a text or number that is too long";
        }
        String where = e.getLocation() == null
                ? "" : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return (e instanceof MismatchedInputException ? "JSON with something after it" : "broken JSON") + where;
    }

    private static char firstVisible(byte[] json) {
        String start = new String(json, 0, Math.min(json.length, MAX_START), StandardCharsets.UTF_8);
        return start.chars().filter(c -> !Character.isWhitespace(c) && c != BYTE_ORDER_MARK)
                .mapToObj(c -> (char) c).findFirst().orElse(' ');
    }
}
