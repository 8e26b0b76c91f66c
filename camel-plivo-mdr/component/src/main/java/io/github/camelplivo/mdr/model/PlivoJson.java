package io.github.camelplivo.mdr.model;

import java.io.IOException;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How Plivo's JSON is read: as it came, with decimals exact, and of two equal keys the last one, because Plivo's own
 * sample ("Retrieve a Message") carries {@code is_domestic} twice.
 */
public final class PlivoJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PlivoJson() {
    }

    /** The mapper that reads and writes JSON without changing it. It must not be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * The JSON object in the bytes.
     *
     * @throws IllegalArgumentException when there is no JSON object, or anything beside it; the message says what is
     *                                  there instead, without quoting values
     */
    public static ObjectNode object(byte[] json) {
        if (json == null) {
            throw new IllegalArgumentException("Not a JSON object: null");
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("Not a JSON object: " + kind(node));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON object: " + problem(e), e);
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("Not a JSON object: " + e.getMessage(), e);
        }
    }

    private static String kind(JsonNode node) {
        return node == null || node.isMissingNode() ? "nothing but blanks" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String problem(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? "" : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return e.getOriginalMessage() + where;
    }
}
