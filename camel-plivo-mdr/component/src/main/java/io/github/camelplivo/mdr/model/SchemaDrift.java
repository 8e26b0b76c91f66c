package io.github.camelplivo.mdr.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
        List<SchemaDrift> drifts = new ArrayList<>(0);
        ObjectNode json = record.json();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            Set<JsonNodeType> expected = FIELDS.get(property.getKey());
            JsonNode value = property.getValue();
            if (expected == null) {
                drifts.add(new SchemaDrift(property.getKey(), "is a new field"));
            } else if (!value.isNull() && !expected.contains(value.getNodeType())) {
                drifts.add(new SchemaDrift(property.getKey(), "is of JSON type " + value.getNodeType() + ", not " + expected));
            }
        }
        if (record.getMessageState() == MessageState.UNKNOWN) {
            word(json, "message_state", drifts);
        }
        if (record.getMessageDirection() == MessageDirection.UNKNOWN) {
            word(json, "message_direction", drifts);
        }
        if (record.getMessageType() == MessageType.UNKNOWN) {
            word(json, "message_type", drifts);
        }
        return drifts;
    }

    private static void word(ObjectNode json, String field, List<SchemaDrift> drifts) {
        JsonNode value = json.get(field);
        // otherwise it is reported above, and its content must not appear in a log
        if (value.isTextual()) {
            drifts.add(new SchemaDrift(field, "has the new word '" + value.textValue() + "'"));
        }
    }
}
