package io.github.camelplivo.mdr.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.UnreadableRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Only unambiguous values contradict a filter, because a false alarm stops a feed. */
class FilterCheckTest {

    @ParameterizedTest
    @CsvSource({
            "message_direction, inbound, outbound", "message_direction, outbound, Inbound", "message_type, sms, mms",
            "message_type, whatsapp, SMS", "from_number, 12025550123, 12025550124", "to_number, +12025550123, 12025550199",
            "to_number, +12025550123, +442071838750", "from_number, 12345, 54321" })
    void oneRowOfAnotherKindContradicts(String filter, String requested, String found) {
        assertThat(mismatch(filter, requested, requested, found)).isNotNull().extracting(Mismatch::certain).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
            "message_direction, inbound, INBOUND", "message_direction, outbound, outbound-api",
            "message_direction, inbound, ''",
            "message_direction, inbound,", "message_type, rcs, sms", "message_type, sms, rcs", "message_type, sms, SMS",
            "from_number, +12025550123, 12025550123", "from_number, 02071838750, 442071838750",
            "to_number, 12025550123, 1202555****", "to_number, 12025550123, 12025550***", "to_number, 12025550123, 141XXXXX528",
            "from_number, PLIVO, 12025550123", "from_number, 12025550123, PLIVO", "to_number, 5511987654321, 551187654321",
            "from_number, 12025550123, ''", "from_number, 12025550123,", "destination_country_iso2, US, us",
            "subaccount, SA1, SA2", "error_code, 000, 200", "message_state, sent, delivered", "error_code, 000, 0" })
    void anythingElseDoesNot(String filter, String requested, String found) {
        assertThat(mismatch(filter, requested, found)).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "message_state, sent, delivered", "error_code, 200, 000" })
    void mostRowsHaveToContradictAFieldThatChanges(String filter, String requested, String found) {
        assertThat(mismatch(filter, requested, requested, requested, found, found)).isNull();
        assertThat(mismatch(filter, requested, requested, found, found)).isNotNull();
        assertThat(mismatch(filter, requested, null, null, found, found)).isNull();
    }

    @Test
    void aReplacedSenderMayBeEitherOfTwo() {
        MessageDetailRecord row = MessageDetailRecord
                .parse("{\"message_uuid\":\"u\",\"from_number\":\"12025550123\",\"replaced_sender\":\"12025550199\"}");

        assertThat(ResponseCheck.list(query("from_number", "12025550199")).mismatch(MdrPage.of(List.of(row)))).isNull();
    }

    @Test
    void namesNoNumber() {
        assertThat(mismatch("to_number", "12025550123", "442071838750").difference()).contains("to_number")
                .doesNotContain("12025550123", "442071838750");
    }

    /** A feed requests times in every list; a record that it parses for nothing costs twice its scan. */
    @Test
    void readsNoContentForAFilterByTime() {
        Instant time = Instant.parse("2026-11-21T12:00:00Z");
        MdrPage page = MdrPage.of(List.of(UnreadableRecords.record("u", time)));

        assertThat(ResponseCheck.list(query("message_time__gte", "2026-11-21 11:59:00")).mismatch(page)).isNull();
    }

    private static Mismatch mismatch(String filter, String requested, String... found) {
        List<MessageDetailRecord> rows = new ArrayList<>();
        for (String value : found) {
            rows.add(MessageDetailRecord.parse("{\"message_uuid\":\"u" + rows.size() + "\""
                                               + (value == null ? "" : ",\"" + filter + "\":\"" + value + "\"") + "}"));
        }
        return ResponseCheck.list(query(filter, requested)).mismatch(MdrPage.of(rows));
    }

    private static MessageQuery query(String filter, String value) {
        return MessageQuery.builder().filter(filter, value).build();
    }
}
