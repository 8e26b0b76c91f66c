package io.github.camelplivo.mdr.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The short name of a record's content. Two readings of an unchanged record differ in {@code api_id} (it names the
 * request), in the offset of the times (it is the account's at the time of reading), and possibly in the order of keys
 * and in trailing zeros of an amount; none of these is a change.
 */
final class Fingerprint {

    private static final int BYTES = 16;
    /** Approximate size of a record in bytes. */
    private static final int ROOM = 2048;
    private static final Set<String> AMOUNTS
            = Set.of("total_amount", "total_rate", "carrier_fees", "carrier_fees_rate", "cloud_rate", "carrier_rate");

    private Fingerprint() {
    }

    static String of(ObjectNode record) {
        try (ByteArrayBuilder canonical = new ByteArrayBuilder(ROOM);
             JsonGenerator out = PlivoJson.mapper().createGenerator(canonical)) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : sorted(record).entrySet()) {
                if (!field.getKey().equalsIgnoreCase("api_id")) {
                    out.writeFieldName(field.getKey());
                    write(field.getKey(), field.getValue(), out);
                }
            }
            out.writeEndObject();
            out.flush();
            return HexFormat.of().formatHex(Sha256.of(canonical.toByteArray()), 0, BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> sorted(JsonNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        return sorted;
    }

    private static void write(String field, JsonNode value, JsonGenerator out) throws IOException {
        BigDecimal amount = AMOUNTS.contains(field) ? JsonValues.decimal(value) : null;
        if (amount == null) {
            write(value, out);
        } else if (value.isTextual()) {
            // a string stays a string: only the scale is ignored
            out.writeString(amount.stripTrailingZeros().toString());
        } else {
            out.writeNumber(amount.stripTrailingZeros());
        }
    }

    private static void write(JsonNode value, JsonGenerator out) throws IOException {
        if (value.isTextual()) {
            // also in unknown fields: the same time in another zone is not a change
            OffsetDateTime time = PlivoTime.parse(value.textValue());
            out.writeString(time == null ? value.textValue() : time.toInstant().toString());
        } else if (value.isArray()) {
            out.writeStartArray();
            for (JsonNode element : value) {
                write(element, out);
            }
            out.writeEndArray();
        } else if (value.isObject()) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : sorted(value).entrySet()) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else {
            out.writeTree(value);
        }
    }
}
