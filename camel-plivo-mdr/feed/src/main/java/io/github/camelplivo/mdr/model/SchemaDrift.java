package io.github.camelplivo.mdr.model;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A difference between a record and "The Message object" as this version knows it: a new field, a new word, a JSON type
 * that changed. It is not an error: the record keeps the value.
 *
 * @param field   the unchanged name of the field, of any length and with any characters
 * @param problem the difference; it quotes no value except an unknown state, direction or type
 */
public record SchemaDrift(String field, String problem) {

    private static final Map<String, Set<JsonNodeType>> FIELDS = new HashMap<>();

    static {
        know(EnumSet.of(JsonNodeType.STRING), "api_id", "Api_id", "message_uuid", "message_time", "message_sent_time",
                "message_updated_time", "message_state", "message_direction", "message_type", "from_number", "to_number",
                "total_amount", "total_rate", "carrier_fees", "carrier_fees_rate", "cloud_rate", "carrier_rate", "error_code",
                "error_message", "mcc", "mnc", "destination_country_iso2", "destination_network", "powerpack_id",
                "replaced_sender", "requester_ip", "resource_uri", "dlt_entity_id", "dlt_template_id",
                "dlt_template_category", "tendlc_campaign_id", "tendlc_registration_status", "conversation_id",
                "conversation_origin", "conversation_expiration_timestamp", "conversation_expiry_time", "log");
        // documented, or read by Plivo's own clients, in both ways
        know(EnumSet.of(JsonNodeType.NUMBER, JsonNodeType.STRING), "units", "message_expiry", "conversation_expiry_timestamp");
        know(EnumSet.of(JsonNodeType.BOOLEAN, JsonNodeType.STRING), "is_domestic");
    }

    private static void know(Set<JsonNodeType> types, String... fields) {
        for (String field : fields) {
            FIELDS.put(field, types);
        }
    }

    /** The differences of a record; usually none. */
    public static List<SchemaDrift> of(MessageDetailRecord record) {
        return record.drifts();
    }

    /** The differences of a record that was not scanned. */
    static List<SchemaDrift> of(ObjectNode record) {
        return record.properties().stream()
                .map(property -> of(property.getKey(), property.getValue().getNodeType(), property.getValue().textValue()))
                .filter(Objects::nonNull).toList();
    }

    /**
     * The difference of a field, {@code null} if there is none.
     *
     * @param text of a state, direction or type that is a text; not read for other fields
     */
    static @Nullable SchemaDrift of(String field, JsonNodeType type, @Nullable String text) {
        Set<JsonNodeType> expected = FIELDS.get(field);
        if (expected == null) {
            return new SchemaDrift(field, "is a new field");
        }
        if (type == JsonNodeType.NULL) {
            return null;
        }
        // the content of another type must not appear in a log
        if (!expected.contains(type)) {
            return new SchemaDrift(field, "is of JSON type " + type + ", not " + expected);
        }
        return isNewWord(field, text) ? new SchemaDrift(field, "has the new word '" + text + "'") : null;
    }

    private static boolean isNewWord(String field, @Nullable String text) {
        return switch (field) {
            case "message_state" -> MessageState.of(text) == MessageState.UNKNOWN;
            case "message_direction" -> MessageDirection.of(text) == MessageDirection.UNKNOWN;
            case "message_type" -> MessageType.of(text) == MessageType.UNKNOWN;
            default -> false;
        };
    }
}
