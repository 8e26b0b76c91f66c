package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Traps 12, 15 and 18: Plivo added fields on nine dates without a new API version, and writes one meaning as null, as
 * "" and not at all. SDKs with typed models drop all that.
 */
class RecordKeepsJsonTest {

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.RETRIEVE, Fixtures.WHATSAPP, Fixtures.SDK_GET })
    void returnsTheOriginalJson(String fixture) throws Exception {
        ObjectNode in = (ObjectNode) new ObjectMapper().readTree(Fixtures.bytes(fixture));

        MessageDetailRecord record = Fixtures.record(fixture);

        assertThat(record.toJson()).isEqualTo(in);
        assertThat(List.copyOf(record.toJson().properties())).as("order of fields").isEqualTo(List.copyOf(in.properties()));
    }

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.LIST, Fixtures.SDK_LIST, Fixtures.EXAMPLE_LIST })
    void returnsTheOriginalRowsOfAPage(String fixture) throws Exception {
        ObjectMapper mapper = new ObjectMapper();

        assertThat(mapper.<ObjectNode> valueToTree(Map.of("objects", Fixtures.page(fixture))).get("objects"))
                .isEqualTo(mapper.readTree(Fixtures.bytes(fixture)).get("objects"));
    }

    @Test
    void keepsUnknownFieldsAndDistinguishesNullEmptyAndAbsent() {
        MessageDetailRecord record = MessageDetailRecord.parse("{\"a\":null,\"b\":\"\",\"new\":{\"deep\":[1,\"1\"]}}");

        assertThat(record.toJson()).hasToString("{\"a\":null,\"b\":\"\",\"new\":{\"deep\":[1,\"1\"]}}");
        assertThat(record.has("a")).isTrue();
        assertThat(record.text("a")).isNull();
        assertThat(record.text("b")).isEmpty();
        assertThat(record.has("c")).isFalse();
        assertThat(record.text("c")).isNull();
        assertThat(record.text("new")).isEqualTo("{\"deep\":[1,\"1\"]}");
    }

    @Test
    void keepsTheLastOfTwoEqualKeysAsInPlivosOwnSample() {
        assertThat(Fixtures.record(Fixtures.RETRIEVE).toJson().get("is_domestic").isBoolean()).isTrue();
    }

    @Test
    void keepsTheScaleOfNumbers() {
        MessageDetailRecord record = MessageDetailRecord.parse("{\"total_amount\":0.04000,\"x\":12345678901234567890.10}");

        assertThat(record.toJson()).hasToString("{\"total_amount\":0.04000,\"x\":12345678901234567890.10}");
        assertThat(record.getTotalAmount()).isEqualTo(new BigDecimal("0.04000"));
    }

    @Test
    void isWrittenAndReadBackByAnyObjectMapper() throws Exception {
        ObjectMapper plain = new ObjectMapper();
        MessageDetailRecord record
                = MessageDetailRecord.parse("{\"message_uuid\":\"u\",\"rate\":0.0400,\"n\":null,\"e\":\"\"}");

        String json = plain.writeValueAsString(record);

        assertThat(json).isEqualTo("{\"message_uuid\":\"u\",\"rate\":0.0400,\"n\":null,\"e\":\"\"}");
        assertThat(plain.readValue(json, MessageDetailRecord.class)).isEqualTo(record);
        assertThat(plain.readValue("[" + json + "," + json + "]", new TypeReference<List<MessageDetailRecord>>() {
        })).containsExactly(record, record);
        assertThat(plain.convertValue(record, new TypeReference<Map<String, Object>>() {
        })).containsEntry("message_uuid", "u").containsEntry("n", null).containsKey("e");
        assertThat(plain.convertValue(Map.of("message_uuid", "u"), MessageDetailRecord.class).getMessageUuid()).isEqualTo("u");
        assertThatThrownBy(() -> plain.readValue("[1]", MessageDetailRecord.class)).hasMessageContaining("MessageDetailRecord");
    }

    @Test
    void cannotBeChangedFromOutside() {
        ObjectNode in = new ObjectMapper().createObjectNode().put("message_uuid", "u");
        MessageDetailRecord record = MessageDetailRecord.of(in);

        in.put("message_uuid", "changed");
        record.toJson().put("message_uuid", "changed");

        assertThat(record.getMessageUuid()).isEqualTo("u");
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("", "nothing but blanks, not a JSON object"),
                arguments("  ", "nothing but blanks, not a JSON object"),
                arguments("null", "JSON null, not a JSON object"), arguments("1", "JSON number, not a JSON object"),
                arguments("[]", "JSON array, not a JSON object"), arguments("\"text\"", "JSON string, not a JSON object"),
                arguments("{", "JSON that ends too early (1 bytes)"),
                arguments("{\"a\":", "JSON that ends too early (5 bytes)"),
                arguments("{\"a\":\"ünï", "JSON that ends too early (11 bytes)"),
                arguments("{} {}", "JSON with something after it at line 1, column 4"),
                arguments("\uFEFF \n<html></html>", "HTML, not JSON"), arguments("Could not verify", "text, not JSON"),
                arguments("{\"a\":\n1,}", "broken JSON at line 2, column 3"),
                arguments("{\"a\":1e99999999999}", "JSON with a number that cannot be read"),
                arguments("[".repeat(2_000), "JSON that is nested too deeply, or has a text or number that is too long"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesTextThatIsNotOneJsonObject(String text, String says) {
        assertThatThrownBy(() -> MessageDetailRecord.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(says);
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> MessageDetailRecord.parse((String) null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageDetailRecord.parse((byte[]) null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNonLatinText() {
        assertThat(MessageDetailRecord.parse("{\"from_number\":\"Grüße 日本 😀\"}").getFromNumber()).isEqualTo("Grüße 日本 😀");
    }

    @Test
    void isEqualByItsJson() {
        MessageDetailRecord one = MessageDetailRecord.parse("{\"a\":1,\"b\":\"2\"}");

        assertThat(one).isEqualTo(MessageDetailRecord.parse("{\"b\":\"2\",\"a\":1}"))
                .hasSameHashCodeAs(MessageDetailRecord.parse("{\"b\":\"2\",\"a\":1}"))
                .isNotEqualTo(MessageDetailRecord.parse("{\"a\":\"1\",\"b\":\"2\"}"));
    }

    @Test
    void showsNoPhoneNumbers() {
        assertThat(Fixtures.record(Fixtures.RETRIEVE))
                .hasToString(
                        "MessageDetailRecord[b48d95dc-e3ac-11eb-a9c2-0242ac110005, delivered, 2021-07-13 13:04:06.799021+05:30]");
    }
}
