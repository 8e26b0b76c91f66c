package io.github.camelplivo.mdr.client;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Traps 2, 5, 10 and 16: UTC without offset, two underscores, at most 20 rows, and + as %2B. */
class MessageQueryTest {

    private static final Instant FROM = Instant.parse("2026-11-21T22:25:00Z");

    @Test
    void writesFiltersAndRows() {
        MessageQuery query = MessageQuery.builder().filter("message_state", "sent").timeGte(FROM)
                .timeLt(FROM.plusMillis(1500)).limit(5).offset(40).build();

        assertThat(query.toQueryString()).isEqualTo(
                "message_state=sent&message_time__gte=2026-11-21%2022%3A25%3A00&message_time__lt=2026-11-21%2022%3A25%3A01.500000"
                                                    + "&limit=5&offset=40");
    }

    @Test
    void requestsFullPagesFromTheNewestRow() {
        assertThat(MessageQuery.builder().build().toQueryString()).isEqualTo("limit=20&offset=0");
    }

    @Test
    void encodesCharactersThatWouldChangeTheQuery() {
        assertThat(MessageQuery.builder().filter("from_number", "+1 202&x=y#/?%ü").build().toQueryString())
                .isEqualTo("from_number=%2B1%20202%26x%3Dy%23%2F%3F%25%C3%BC&limit=20&offset=0");
    }

    @Test
    void writesTimesOfAllFormsInPlivosFormat() {
        assertThat(MessageQuery.builder().filter("message_time__gt", "2026-11-21T22:25:00+05:30")
                .filter("message_time", "2026-11-21 22:25").build().getFilters()).isEqualTo(
                        Map.of(MessageFilter.MESSAGE_TIME_GT, "2026-11-21 16:55:00", MessageFilter.MESSAGE_TIME,
                                "2026-11-21 22:25:00"));
    }

    @Test
    void showsNoPhoneNumbers() {
        assertThat(MessageQuery.builder().filter("from_number", "+12025550123").filter("to_number", "12025550124")
                .filter("message_type", "sms").build())
                .hasToString("from_number=***&message_type=sms&to_number=***&limit=20&offset=0");
    }

    @Test
    void movesTheWindowAndTheOffset() {
        MessageQuery query
                = MessageQuery.builder().filter("message_time", "2026-11-21 22:25").filter("message_type", "mms").build();

        MessageQuery moved = query.withWindow(FROM, FROM.plusSeconds(1)).withOffset(19);

        assertThat(moved.toQueryString()).isEqualTo(
                "message_time__gte=2026-11-21%2022%3A25%3A00&message_time__lt=2026-11-21%2022%3A25%3A01&message_type=mms&limit=20&offset=19");
        assertThat(query.getOffset()).isZero();
        assertThat(query.getFilters()).hasSize(2);
    }

    @Test
    void isEqualByItsContent() {
        MessageQuery one = MessageQuery.builder().filter("message_type", "sms").filter("error_code", "000").build();
        MessageQuery other = MessageQuery.builder().filter("error_code", "000").filter("message_type", "sms").build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(other.withOffset(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "callback_url", "callback_method", "message_time_gte", "from", "limit", "offset", "Message_state",
            "message_direction ", "" })
    void refusesNamesThatPlivoWouldIgnoreOrObey(String name) {
        assertThatThrownBy(() -> MessageQuery.builder().filter(name, "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void refusesBadValues() {
        assertThatThrownBy(() -> MessageQuery.builder().filter("message_state", "")).hasMessageContaining("message_state");
        assertThatThrownBy(() -> MessageQuery.builder().filter("message_state", null)).hasMessageContaining("message_state");
        assertThatThrownBy(() -> MessageQuery.builder().filter("message_time", "today")).hasMessageContaining("'today'");
        assertThatThrownBy(() -> MessageQuery.builder().limit(0)).hasMessage("limit is 0, must be 1 to 20");
        assertThatThrownBy(() -> MessageQuery.builder().limit(21)).hasMessage("limit is 21, must be 1 to 20");
        assertThatThrownBy(() -> MessageQuery.builder().offset(-1)).hasMessage("offset is -1, must be 0 or more");
    }
}
