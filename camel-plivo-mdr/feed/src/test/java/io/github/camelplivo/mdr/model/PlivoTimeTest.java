package io.github.camelplivo.mdr.model;

import java.time.Instant;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Traps 2 to 5: records are local with an offset and 0 to 6 digits, filters are UTC without one, and neither is
 * ISO-8601.
 */
class PlivoTimeTest {

    @ParameterizedTest
    @CsvSource({
            "2021-07-13 13:04:06.799021+05:30, 2021-07-13T13:04:06.799021+05:30",
            "2017-05-22 21:36:14+05:30, 2017-05-22T21:36:14+05:30",
            "2024-08-21 18:28:51.94772+05:30, 2024-08-21T18:28:51.947720+05:30",
            "2024-02-13 01:21:00-08:00, 2024-02-13T01:21:00-08:00",
            "2024-02-13T01:21:00Z, 2024-02-13T01:21:00Z",
            "2024-02-13 01:21:00.123456789+0530, 2024-02-13T01:21:00.123456789+05:30",
            "2024-02-13 01:21:00.1-05, 2024-02-13T01:21:00.1-05:00" })
    void readsTheTimesOfRecords(String text, OffsetDateTime time) {
        assertThat(PlivoTime.parse(text)).isEqualTo(time);
        assertThat(PlivoTime.parse(text).getOffset()).isEqualTo(time.getOffset());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "2023-05-26 18:54:00.000000", "2023-05-26 18:54+05:30", "2023-02-30 18:54:00Z", "2023-05-26 25:00:00Z",
            "2023-05-26 18:54:00+19:00", "2023-05-26 18:54:00.1234567890Z", "2023-05-26 18:54:00.Z", "2023-05-26", "1684000000",
            "soon" })
    void returnsNullForAnInvalidTimeOrOneWithoutOffset(String text) {
        assertThat(PlivoTime.parse(text)).isNull();
    }

    @Test
    void givesNullForNull() {
        assertThat(PlivoTime.parse(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
            "2021-03-21T11:47:30.982811Z, 2021-03-21 11:47:30.982811",
            "2021-03-21T11:47:30Z, 2021-03-21 11:47:30",
            "2021-03-21T11:47:30.5Z, 2021-03-21 11:47:30.500000",
            "2021-03-21T11:47:30.999999999Z, 2021-03-21 11:47:30.999999",
            "2021-03-21T11:47:30.000000999Z, 2021-03-21 11:47:30" })
    void writesFiltersInUtcWithoutOffset(Instant time, String text) {
        assertThat(PlivoTime.format(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
            "2021-03-21T11:47:30Z, 2021-03-21T11:47:30Z",
            "2021-03-21T11:47Z, 2021-03-21T11:47:00Z",
            "2021-03-21T11:47:30.982811+05:30, 2021-03-21T06:17:30.982811Z",
            "2021-03-21 11:47, 2021-03-21T11:47:00Z",
            "2021-03-21 11:47:30, 2021-03-21T11:47:30Z",
            "2021-03-21 11:47:30.982811, 2021-03-21T11:47:30.982811Z",
            "2021-07-13 13:04:06.799021+05:30, 2021-07-13T07:34:06.799021Z" })
    void readsTheFormatsThatUsersWrite(String text, Instant time) {
        assertThat(PlivoTime.parseFilter(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2021-03-21T11:47:30", "2021-03-21", "yesterday", "", "2021-03-21 11:47:30:982811", "2021-03-21T11:47:30 05:30",
            "2021-13-21 11:47" })
    void refusesOtherTextsAndNamesTheAllowedFormats(String text) {
        assertThatThrownBy(() -> PlivoTime.parseFilter(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'").hasMessageContaining("ISO-8601").hasMessageContaining("UTC");
    }
}
