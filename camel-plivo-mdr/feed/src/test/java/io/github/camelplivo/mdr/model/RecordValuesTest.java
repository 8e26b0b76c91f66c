package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The values that the getters read from Plivo's own bodies, and from other possible ones. */
class RecordValuesTest {

    @Test
    void readsTheSampleOfRetrieveAMessage() {
        MessageDetailRecord record = Fixtures.record(Fixtures.RETRIEVE);

        assertThat(record.getApiId()).isEqualTo("85a704c8-e47a-11eb-9a69-0242ac110004");
        assertThat(record.getMessageUuid()).isEqualTo("b48d95dc-e3ac-11eb-a9c2-0242ac110005");
        assertThat(record.getMessageTime()).isEqualTo(OffsetDateTime.parse("2021-07-13T13:04:06.799021+05:30"));
        assertThat(record.getMessageState()).isEqualTo(MessageState.DELIVERED).hasToString("delivered");
        assertThat(record.getMessageStateText()).isEqualTo("delivered");
        assertThat(record.getMessageDirection()).isEqualTo(MessageDirection.OUTBOUND).hasToString("outbound");
        assertThat(record.getMessageDirectionText()).isEqualTo("outbound");
        assertThat(record.getMessageType()).isEqualTo(MessageType.SMS).hasToString("sms");
        assertThat(record.getMessageTypeText()).isEqualTo("sms");
        assertThat(record.getFromNumber()).isEqualTo("17087654321");
        assertThat(record.getToNumber()).isEqualTo("12401234567");
        assertThat(record.getUnits()).isEqualTo(1);
        assertThat(record.getTotalAmount()).isEqualTo(new BigDecimal("0.00140"));
        assertThat(record.getTotalRate()).isEqualTo(new BigDecimal("0.00140"));
        assertThat(record.getCarrierFees()).isEqualTo(new BigDecimal("0.04"));
        assertThat(record.getCarrierFeesRate()).isEqualTo(new BigDecimal("0.04"));
        assertThat(record.getErrorCode()).isEqualTo("000");
        assertThat(record.getErrorMessage()).isNull();
        assertThat(record.getMcc()).isEqualTo("312");
        assertThat(record.getMnc()).isEqualTo("650");
        assertThat(record.getPowerpackId()).isEqualTo("1d5f3dd8-b207-4738-b59f-3c2ac7d3461c");
        assertThat(record.getResourceUri()).endsWith("/Message/b48d95dc-e3ac-11eb-a9c2-0242ac110005/");
        assertThat(record.getTendlcCampaignId()).isEqualTo("CD4WJJD");
        assertThat(record.getTendlcRegistrationStatus()).isEqualTo("registered");
        assertThat(record.getDestinationCountryIso2()).isEqualTo("US");
        assertThat(record.getDestinationNetwork()).isEqualTo("verizon");
        assertThat(record.getReplacedSender()).isEqualTo("17087654321");
        assertThat(record.getIsDomestic()).isFalse();
        assertThat(record.getDltEntityId()).isEmpty();
        assertThat(record.getDltTemplateId()).isEmpty();
        assertThat(record.getDltTemplateCategory()).isEmpty();
        assertThat(record.getRequesterIp()).isEqualTo("192.168.0.1");
        assertThat(record.getConversationId()).isEqualTo("2b89d38b573b5ca0a1e85ba3b8d159fc");
        assertThat(record.getConversationOrigin()).isEqualTo("authentication");
        assertThat(record.getConversationExpirationTimestamp()).isEqualTo(OffsetDateTime.parse("2024-02-13T01:21:00-08:00"));
        assertThat(record.getLog()).isEqualTo("number_only");
        assertThat(record.getMessageSentTime()).isNull();
        assertThat(record.getMessageExpiry()).isNull();
    }

    @Test
    void readsTheWhatsAppSampleWhoseExpiryHasNoOffset() {
        MessageDetailRecord record = Fixtures.record(Fixtures.WHATSAPP);

        assertThat(record.getMessageType()).isEqualTo(MessageType.WHATSAPP);
        assertThat(record.getIsDomestic()).isTrue();
        assertThat(record.getConversationExpiryTime()).isNull();
        assertThat(record.text("conversation_expiry_time")).isEqualTo("2023-05-26 18:54:00.000000");
        assertThat(record.getConversationExpirationTimestamp()).isNull();
        assertThat(record.getConversationExpiryTimestamp()).isNull();
        assertThat(record.getCarrierFees()).isEqualTo(new BigDecimal("0.00000"));
        assertThat(record.getCarrierFeesRate()).isNull();
    }

    @Test
    void readsTheTimesOfTheSdkSample() {
        MessageDetailRecord record = Fixtures.record(Fixtures.SDK_GET);

        assertThat(record.getMessageTime().toInstant()).isEqualTo(Instant.parse("2017-05-22T16:06:14Z"));
        assertThat(record.getMessageSentTime().toInstant()).isEqualTo(Instant.parse("2024-08-21T12:58:49.244057Z"));
        assertThat(record.getMessageUpdatedTime().toInstant()).as("five digits")
                .isEqualTo(Instant.parse("2024-08-21T12:58:51.947720Z"));
        assertThat(record.getErrorCode()).isNull();
        assertThat(record.has("error_code")).isTrue();
        assertThat(record.getErrorMessage()).isEmpty();
        assertThat(record.getDltTemplateCategory()).isEqualTo("service_implicit");
    }

    @Test
    void readsTheSampleOfListAllMessages() {
        MessageDetailRecord record = Fixtures.page(Fixtures.LIST).get(0);

        assertThat(record.getApiId()).isNull();
        assertThat(record.getMessageUuid()).as("34 characters").hasSize(34);
        assertThat(record.getTendlcCampaignId()).isNull();
        assertThat(record.getTendlcRegistrationStatus()).isEqualTo("not_applicable");
        assertThat(record.getRequesterIp()).as("no address").isEqualTo("52.8.218.266");
        assertThat(record.getConversationExpirationTimestamp()).as("\"\"").isNull();
    }

    @Test
    void readsAnErrorOfTheExamples() {
        MessageDetailRecord record = Fixtures.page(Fixtures.EXAMPLE_LIST).get(0);

        assertThat(record.getErrorCode()).isEqualTo("450");
        assertThat(record.getMessageState()).isEqualTo(MessageState.FAILED);
        assertThat(record.getTotalAmount()).isEqualByComparingTo("0");
    }

    @Test
    void acceptsUnknownWords() {
        MessageDetailRecord record = MessageDetailRecord.parse(
                "{\"message_state\":\"Delivered\",\"message_type\":\"rcs\",\"message_direction\":\"\"}");

        assertThat(record.getMessageState()).isEqualTo(MessageState.UNKNOWN);
        assertThat(record.getMessageStateText()).isEqualTo("Delivered");
        assertThat(record.getMessageType()).isEqualTo(MessageType.UNKNOWN);
        assertThat(record.getMessageTypeText()).isEqualTo("rcs");
        assertThat(record.getMessageDirection()).isNull();
    }

    @Test
    void knowsEveryWordOfPlivo() {
        for (String word : "queued sent failed delivered undelivered received rejected read deleted".split(" ")) {
            assertThat(MessageState.of(word)).hasToString(word).isNotEqualTo(MessageState.UNKNOWN);
        }
        for (String word : "sms mms whatsapp".split(" ")) {
            assertThat(MessageType.of(word)).hasToString(word).isNotEqualTo(MessageType.UNKNOWN);
        }
        assertThat(MessageDirection.of("inbound")).isEqualTo(MessageDirection.INBOUND);
        assertThat(MessageState.of(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               value = {
                       "1 | 1", "\"1\" | 1", "\" 2 \" | 2", "1.0 | 1", "-3 | -3", "1.5 | ", "\"\" | ", "null | ",
                       "99999999999 | ", "true | ", "[1] | ", "\"one\" | " })
    void readsUnits(String json, Integer units) {
        assertThat(MessageDetailRecord.parse("{\"units\":" + json + "}").getUnits()).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               value = {
                       "\"0.00250\" | 0.00250", "0.420 | 0.420", "\"0.04\" | 0.04", "4 | 4", "\"\" | ", "null | ",
                       "\"free\" | ", "{} | ", "false | ", "\"1e999999999\" | " })
    void readsAmounts(String json, BigDecimal amount) {
        assertThat(MessageDetailRecord.parse("{\"total_amount\":" + json + "}").getTotalAmount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               value = {
                       "true | true", "\"true\" | true", "false | false", "\"false\" | false", "\"False\" | false",
                       "\"\" | ", "null | ", "1 | ", "\"yes\" | ", "{} | " })
    void readsFlags(String json, Boolean flag) {
        assertThat(MessageDetailRecord.parse("{\"is_domestic\":" + json + "}").getIsDomestic()).isEqualTo(flag);
    }

    @Test
    void doesNotSpendTimeOnAHostileNumber() {
        String digits = "9".repeat(500_000);

        assertThat(MessageDetailRecord.parse("{\"total_amount\":\"" + digits + "\"}").getTotalAmount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "api_id", "Api_id", "API_ID" })
    void readsApiIdInAnyCase(String key) {
        assertThat(MessageDetailRecord.parse("{\"" + key + "\":\"a\"}").getApiId()).isEqualTo("a");
    }
}
