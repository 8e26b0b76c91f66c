package io.github.camelplivo.mdr.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Generates a record in its final state, with the oddities of Plivo's real records: optional fields that are null, ""
 * or absent with the same meaning, numbers that are sender ids or redacted, amounts of different scales, error codes
 * that are null, absent or "000", and, with schema drift, undocumented fields. A seed always gives the same record.
 */
final class RecordMaker {

    private static final List<String> SENDER_IDS = List.of("AcmeBank", "PLIVO", "Shop-24", "57575");
    private static final List<String> OUTBOUND_STATES
            = List.of("delivered", "delivered", "delivered", "delivered", "sent", "sent", "undelivered", "failed");
    private static final List<String> FAILURES = List.of("30", "40", "200", "420", "450", "1000");
    private static final List<String> NETWORKS = List.of("Level3", "verizon", "Verizon", "T-MOBILE USA PTY Limited");

    private final String owner;
    private final boolean schemaDrift;
    private final Random random;

    RecordMaker(String owner, boolean schemaDrift, long seed) {
        this.owner = owner;
        this.schemaDrift = schemaDrift;
        this.random = new Random(seed);
    }

    /** The record's uuid. To be called before any other method: the random sequence starts with it. */
    String uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** A record of this time. Its times are converted to the account's zone when it is read. */
    ObjectNode make(Instant messageTime) {
        Instant time = messageTime.truncatedTo(ChronoUnit.MICROS);
        String uuid = uuid();
        boolean outbound = random.nextInt(5) > 0;
        String state = outbound ? oneOf(OUTBOUND_STATES) : oneOf(List.of("received", "delivered"));
        String type = oneOf(List.of("sms", "sms", "sms", "sms", "mms", "whatsapp"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("message_uuid", uuid);
        json.put("from_number", outbound ? sender() : counterpart());
        json.put("to_number", outbound ? counterpart() : number());
        json.put("message_direction", outbound ? "outbound" : "inbound");
        json.put("message_state", state);
        json.putPOJO("message_time", time);
        json.put("message_type", type);
        json.put("resource_uri", "/v1/Account/" + owner + "/Message/" + uuid + "/");
        price(json, outbound && !"failed".equals(state));
        errorCode(json, state);
        network(json);
        optional(json, "powerpack_id", "1d5f3dd8-b207-4738-b59f-3c2ac7d3461c");
        optional(json, "tendlc_campaign_id", "CD4WJJD");
        json.put("tendlc_registration_status", oneOf(List.of("registered", "unregistered", "not_applicable")));
        optional(json, "replaced_sender", number());
        optional(json, "dlt_entity_id", "9596");
        optional(json, "dlt_template_id", "0499");
        optional(json, "dlt_template_category", "service_explicit");
        conversation(json, "whatsapp".equals(type), time);
        json.put("requester_ip", "192.0.2." + random.nextInt(255));
        json.put("log", oneOf(List.of("true", "true", "false", "content_only", "number_only")));
        json.putPOJO("message_sent_time", time.plusMillis(200 + random.nextInt(800)));
        json.putPOJO("message_updated_time", time.plus(2_000_000 + random.nextInt(9_000_000), ChronoUnit.MICROS));
        if (schemaDrift) {
            unknownFields(json);
        }
        return json;
    }

    private void price(ObjectNode json, boolean charged) {
        int units = 1 + random.nextInt(4);
        BigDecimal rate = charged ? BigDecimal.valueOf(random.nextInt(2000), 5) : BigDecimal.ZERO.setScale(5);
        // two to five decimals occur
        BigDecimal fee = BigDecimal.valueOf(random.nextInt(9), 2).setScale(2 + random.nextInt(4), RoundingMode.UNNECESSARY);
        json.put("total_amount", rate.multiply(BigDecimal.valueOf(units)).toPlainString());
        json.put("total_rate", rate.toPlainString());
        json.put("units", units);
        optional(json, "carrier_fees", fee.toPlainString());
        optional(json, "carrier_fees_rate", fee.toPlainString());
    }

    private void errorCode(ObjectNode json, String state) {
        switch (state) {
            case "failed", "undelivered" -> {
                json.put("error_code", oneOf(FAILURES));
                json.put("error_message", "Destination Country Disabled");
            }
            case "delivered" -> {
                json.put("error_code", "000");
                optional(json, "error_message", "");
            }
            // "000" was observed on a record that was only sent
            default -> json.put("error_code", random.nextInt(4) == 0 ? "000" : null);
        }
    }

    private void network(ObjectNode json) {
        optional(json, "destination_country_iso2", oneOf(List.of("US", "IN", "DE", "AU")));
        optional(json, "destination_network", oneOf(NETWORKS));
        optional(json, "mcc", "312");
        optional(json, "mnc", "650");
        if (random.nextInt(4) > 0) {
            json.put("is_domestic", random.nextBoolean());
        }
    }

    private void conversation(ObjectNode json, boolean whatsapp, Instant time) {
        if (whatsapp) {
            json.put("conversation_id", Long.toHexString(random.nextLong()));
            json.put("conversation_origin", oneOf(List.of("utility", "authentication", "marketing", "service")));
            json.putPOJO("conversation_expiration_timestamp", time.truncatedTo(ChronoUnit.MINUTES).plusSeconds(86_400));
        } else {
            optional(json, "conversation_id", "");
            optional(json, "conversation_origin", "");
            optional(json, "conversation_expiration_timestamp", "");
        }
    }

    private void unknownFields(ObjectNode json) {
        if (random.nextInt(6) == 0) {
            json.put("x_segment_encoding", "ucs2");
        }
        if (random.nextInt(8) == 0) {
            json.putObject("x_carrier_lookup").put("ported", random.nextBoolean()).putArray("hops").add(1).addNull();
        }
    }

    private void optional(ObjectNode json, String name, String value) {
        switch (random.nextInt(6)) {
            case 0 -> json.putNull(name);
            case 1 -> json.put(name, "");
            case 2 -> json.remove(name);
            default -> json.put(name, value);
        }
    }

    private String sender() {
        return random.nextInt(5) == 0 ? oneOf(SENDER_IDS) : number();
    }

    private String counterpart() {
        String number = number();
        return random.nextInt(10) == 0 ? number.substring(0, number.length() - 3) + "***" : number;
    }

    private String number() {
        return Long.toString(1_202_555_0000L + random.nextInt(10_000));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
