package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A record with the same content as another, written in one way: no name twice, no escapes that are not needed, numbers
 * and amounts in one form, nested objects sorted, nested times in UTC. Only the order of its fields, and times that are
 * not nested, are as they were.
 */
final class UniformRecord {

    private UniformRecord() {
    }

    /** The bytes of the record that is in the bytes. */
    static byte[] of(byte[] record) {
        ObjectNode json = PlivoJson.object(record);
        json.properties().forEach(field -> field.setValue(uniform(bytes(field.getKey()), field.getValue())));
        return PlivoJson.bytes(json);
    }

    private static JsonNode uniform(byte[] name, JsonNode value) {
        BigDecimal amount = FieldKind.of(name, 0, name.length) == FieldKind.AMOUNT ? JsonValues.decimal(value) : null;
        if (amount == null) {
            return value.isContainerNode() ? sorted(value) : value;
        }
        // a string stays a string and a number a number: only the scale is ignored
        String plain = amount.stripTrailingZeros().toPlainString();
        return value.isTextual() ? TextNode.valueOf(plain) : DecimalNode.valueOf(new BigDecimal(plain));
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof TextNode text) {
            OffsetDateTime time = PlivoTime.parse(text.textValue());
            return time == null ? value : TextNode.valueOf(time.toInstant().toString());
        }
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, sorted(array.get(i)));
            }
        } else if (value instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), sorted(field.getValue())));
            return object.removeAll().setAll(sorted);
        }
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
