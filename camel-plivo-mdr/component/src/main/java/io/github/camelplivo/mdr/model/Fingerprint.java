package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The short name of a record's content. Two readings of an unchanged record differ in {@code api_id} (it names the
 * request), in the offset of the times (it is the account's at the time of reading), maybe in the order of keys and in
 * the zeros at the end of an amount; nothing of that is a change.
 */
final class Fingerprint {

    private static final int BYTES = 16;
    private static final Set<String> AMOUNTS
            = Set.of("total_amount", "total_rate", "carrier_fees", "carrier_fees_rate", "cloud_rate", "carrier_rate");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Fingerprint() {
    }

    static String of(ObjectNode record) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        record.properties().forEach(field -> {
            if (!field.getKey().equalsIgnoreCase("api_id")) {
                sorted.put(field.getKey(), canonical(field.getKey(), field.getValue()));
            }
        });
        return HexFormat.of().formatHex(Sha256.of(new ObjectNode(NODES, sorted).toString()), 0, BYTES);
    }

    private static JsonNode canonical(String field, JsonNode value) {
        BigDecimal amount = AMOUNTS.contains(field) ? JsonValues.decimal(value) : null;
        if (amount != null) {
            // a string stays a string: only the scale is forgiven
            BigDecimal unscaled = amount.stripTrailingZeros();
            return value.isTextual() ? NODES.textNode(unscaled.toString()) : NODES.numberNode(unscaled);
        }
        return canonical(value);
    }

    private static JsonNode canonical(JsonNode value) {
        if (value.isTextual()) {
            // also in fields that are not known yet: a time that moved to another zone is no change
            OffsetDateTime time = PlivoTime.parse(value.textValue());
            return time == null ? value : NODES.textNode(time.toInstant().toString());
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode(value.size());
            value.forEach(element -> array.add(canonical(element)));
            return array;
        }
        if (value.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            return new ObjectNode(NODES, sorted);
        }
        return value;
    }
}
