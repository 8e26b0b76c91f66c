package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.Map;

import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 | PT1S", "0 | PT0S", "0.5 | PT0.5S", " 30 | PT30S", "2.25 | PT2.25S", "999999999 | PT999999999S",
            "Sat, 21 Nov 2026 22:25:07 GMT | PT7S", "Saturday, 21-Nov-26 22:25:07 GMT | PT7S",
            "Sat, 21 Nov 2026 22:24:00 GMT | PT0S" })
    void readsSecondsFractionsAndDates(String header, Duration wait) {
        assertThat(parse(Map.of("Retry-After", header))).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1", "1e9", "99999999999999999999", "1.", "NaN", "1,5", "١" })
    void readsNothingElse(String header) {
        assertThat(parse(Map.of("Retry-After", header))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Sat, 21 Nov 2026 21:25:00 GMT | PT1H7S", "Sat, 21 Nov 2026 23:25:00 GMT | PT0S", "yesterday | PT7S" })
    void countsADateFromTheDateOfTheResponse(String date, Duration wait) {
        assertThat(parse(Map.of("Retry-After", "Sat, 21 Nov 2026 22:25:07 GMT", "Date", date))).isEqualTo(wait);
        assertThat(parse(Map.of("Retry-After", "7", "Date", date))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsNothingFromNoHeader() {
        assertThat(parse(Map.of())).isNull();
    }

    private static Duration parse(Map<String, String> headers) {
        return RetryAfter.parse(headers, new RecordingCancellation().clock());
    }
}
