package io.github.camelplivo.mdr.connect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSchemaTest {

    private static final String TEXT
            = "{\"message_uuid\": \"u-1\",\"message_time\":\"2026-11-21 13:00:00.123456+01:00\",\"total_amount\":\"0.00140\","
              + "\"units\":2,\"is_domestic\":false,\"new_field\":\"\\u00fc\"}";

    private final Struct struct = RecordSchema.of("MA1", MessageDetailRecord.parse(TEXT));

    @Test
    void keepsAmountsAsTextAndTheWholeRecord() {
        assertThat(struct.getString("account")).isEqualTo("MA1");
        assertThat(struct.getString("message_uuid")).isEqualTo("u-1");
        assertThat(struct.getString("total_amount")).isEqualTo("0.00140");
        assertThat(struct.get("message_time")).isEqualTo(Date.from(Instant.parse("2026-11-21T12:00:00.123Z")));
        assertThat(struct.getInt32("units")).isEqualTo(2);
        assertThat(struct.getBoolean("is_domestic")).isFalse();
        assertThat(struct.getString("raw")).isEqualTo(TEXT);
    }

    @Test
    void allFieldsButTwoAreOptional() {
        assertThat(
                RecordSchema.SCHEMA.fields().stream().filter(field -> !field.schema().isOptional()).map(field -> field.name()))
                .containsExactly("account", "message_uuid");
        assertThat(struct.getString("carrier_fees")).isNull();
        struct.validate();
    }

    @Test
    void isReadableAsJson() throws Exception {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", false), false);
            Schema schema = RecordSchema.SCHEMA;

            byte[] json = converter.fromConnectData("records", schema, struct);

            JsonNode read = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
            assertThat(read.path("total_amount").asText()).isEqualTo("0.00140");
            assertThat(read.path("message_time").asLong()).isEqualTo(1795262400123L);
        }
    }
}
