package io.github.camelplivo.mdr.connect;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A record as a structure. Amounts are text, because JSON writes Connect's decimals as Base64; times have milliseconds,
 * as Connect's have. The field {@code raw} is the record as Plivo sent it. The schema only grows.
 */
final class RecordSchema {

    private static final String ACCOUNT = "account";
    private static final String UUID = "message_uuid";
    private static final String UNITS = "units";
    private static final String IS_DOMESTIC = "is_domestic";
    private static final String RAW = "raw";
    private static final List<String> TIMES = List.of("message_time", "message_sent_time", "message_updated_time");
    /** As Plivo names and writes them. */
    private static final List<String> TEXTS = List.of(
            "message_state", "message_direction", "message_type", "from_number", "to_number", "total_amount", "total_rate",
            "carrier_fees", "carrier_fees_rate", "error_code", "error_message", "mcc", "mnc", "destination_country_iso2",
            "destination_network", "powerpack_id", "replaced_sender", "tendlc_campaign_id", "tendlc_registration_status",
            "conversation_id", "conversation_origin", "requester_ip", "resource_uri", "log");

    static final Schema SCHEMA = schema();

    private RecordSchema() {
    }

    private static Schema schema() {
        SchemaBuilder schema = SchemaBuilder.struct().name("io.github.camelplivo.mdr.MessageDetailRecord").version(1)
                .field(ACCOUNT, Schema.STRING_SCHEMA).field(UUID, Schema.STRING_SCHEMA);
        TIMES.forEach(name -> schema.field(name, Timestamp.builder().optional().build()));
        TEXTS.forEach(name -> schema.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        return schema.field(UNITS, Schema.OPTIONAL_INT32_SCHEMA).field(IS_DOMESTIC, Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field(RAW, Schema.OPTIONAL_STRING_SCHEMA).build();
    }

    static Struct of(String account, MessageDetailRecord record) {
        Struct struct = new Struct(SCHEMA).put(ACCOUNT, account).put(UUID, record.getMessageUuid());
        struct.put(TIMES.get(0), date(record.getMessageTime())).put(TIMES.get(1), date(record.getMessageSentTime()))
                .put(TIMES.get(2), date(record.getMessageUpdatedTime()));
        TEXTS.forEach(name -> struct.put(name, record.text(name)));
        return struct.put(UNITS, record.getUnits()).put(IS_DOMESTIC, record.getIsDomestic()).put(RAW, text(record));
    }

    /** The record as Plivo sent it. */
    static String text(MessageDetailRecord record) {
        return new String(record.toBytes(), StandardCharsets.UTF_8);
    }

    private static @Nullable Date date(@Nullable OffsetDateTime time) {
        return time == null ? null : Date.from(time.toInstant());
    }
}
