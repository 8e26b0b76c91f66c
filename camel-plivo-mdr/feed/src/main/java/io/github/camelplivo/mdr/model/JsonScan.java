package io.github.camelplivo.mdr.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a response of Plivo's that finds the bytes, the uuid, the time and the {@link SchemaDrift} of each
 * record, so that the rest of a record is parsed on demand only.
 * <p>
 * It scans what Plivo usually sends. There is no scan of anything else, such as broken JSON, an encoding other than
 * UTF-8, a row that is not an object, a uuid that is not a text: {@link PlivoJson#object} reads that, or names the
 * problem. A record that was scanned can be parsed later.
 */
final class JsonScan {

    /** In bytes. No text or number of a shorter record exceeds the limits of the parser, which it checks on reading. */
    private static final int LONGEST_RECORD = 1 << 20;

    /**
     * A response to a list request.
     *
     * @param envelope all of it, but an array of {@code objects} is empty
     * @param rows     the elements of that array; {@code null} if {@code objects} is not an array
     */
    record Page(ObjectNode envelope, @Nullable List<MessageDetailRecord> rows) {
    }

    private interface Scan<T> {
        T read(JsonScan scan) throws IOException;
    }

    private final byte[] json;
    private final JsonParser parser;

    private JsonScan(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /** The page in the bytes; {@code null} if they have to be read as a tree. */
    static @Nullable Page page(byte[] json) {
        return scan(json, JsonScan::page);
    }

    /** The record in the bytes; {@code null} if they have to be read as a tree. */
    static @Nullable MessageDetailRecord record(byte[] json) {
        return scan(json, JsonScan::row);
    }

    private static <T> @Nullable T scan(byte[] json, Scan<T> scan) {
        try (JsonParser parser = PlivoJson.mapper().createParser(json)) {
            // the parser counts no bytes where it decodes another encoding than UTF-8
            if (parser.nextToken() != JsonToken.START_OBJECT || parser.currentTokenLocation().getByteOffset() < 0) {
                return null;
            }
            T value = scan.read(new JsonScan(json, parser));
            return parser.nextToken() == null ? value : null;
        } catch (IOException | RuntimeException e) {
            // read again as a tree, which fails in the same way, and says how
            return null;
        }
    }

    private Page page() throws IOException {
        ObjectNode envelope = PlivoJson.mapper().createObjectNode();
        List<MessageDetailRecord> rows = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            boolean isArray = parser.nextToken() == JsonToken.START_ARRAY;
            if (!field.equals("objects")) {
                envelope.set(field, PlivoJson.tree(parser));
            } else if (isArray) {
                rows = rows();
                envelope.putArray(field);
            } else {
                rows = null;
                envelope.set(field, PlivoJson.tree(parser));
            }
        }
        return new Page(envelope, rows);
    }

    private List<MessageDetailRecord> rows() throws IOException {
        List<MessageDetailRecord> rows = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw unusual("row");
            }
            rows.add(row());
        }
        return Collections.unmodifiableList(rows);
    }

    private MessageDetailRecord row() throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String apiId = null;
        String uuid = null;
        String time = null;
        List<SchemaDrift> drifts = new ArrayList<>(0);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            String text = null;
            switch (field) {
                case "api_id" -> apiId = text = textOrNull(token);
                case "message_uuid" -> uuid = text = textOrNull(token);
                case "message_time" -> time = text = textOrNull(token);
                case "message_state", "message_direction", "message_type" -> text = parser.getValueAsString();
                default -> requireNoApiId(field);
            }
            note(SchemaDrift.of(field, type(token), text), field, drifts);
            skip(token);
        }
        int end = (int) parser.currentLocation().getByteOffset();
        if (end - start > LONGEST_RECORD) {
            throw unusual("length");
        }
        return MessageDetailRecord.scanned(
                Arrays.copyOfRange(json, start, end), apiId, uuid, PlivoTime.parse(time),
                drifts.isEmpty() ? List.of() : drifts);
    }

    /** In another case it counts only if the usual one is missing. */
    private void requireNoApiId(String field) throws IOException {
        if (field.length() == "api_id".length() && field.equalsIgnoreCase("api_id")) {
            throw unusual("field");
        }
    }

    private @Nullable String textOrNull(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        throw unusual("value");
    }

    /** Of two equal keys the last one counts. */
    private static void note(@Nullable SchemaDrift drift, String field, List<SchemaDrift> drifts) {
        if (!drifts.isEmpty()) {
            drifts.removeIf(earlier -> earlier.field().equals(field));
        }
        if (drift != null) {
            drifts.add(drift);
        }
    }

    private JsonNodeType type(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> JsonNodeType.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNodeType.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> JsonNodeType.BOOLEAN;
            case VALUE_NULL -> JsonNodeType.NULL;
            case START_OBJECT -> JsonNodeType.OBJECT;
            case START_ARRAY -> JsonNodeType.ARRAY;
            default -> throw unusual("value");
        };
    }

    /** Moves to the end of a value. Converts its numbers, because some can be written but not converted. */
    private void skip(JsonToken first) throws IOException {
        int depth = 0;
        JsonToken token = first;
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_NUMBER_INT -> parser.getNumberType();
                case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
                default -> {
                }
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private JsonParseException unusual(String what) {
        return new JsonParseException(parser, "Unusual " + what);
    }
}
