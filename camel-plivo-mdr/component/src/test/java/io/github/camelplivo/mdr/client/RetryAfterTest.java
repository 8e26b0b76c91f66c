package io.github.camelplivo.mdr.client;

import java.time.Duration;

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
        assertThat(RetryAfter.parse(header, new RecordingWaiter().clock())).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1", "1e9", "99999999999999999999", "1.", "NaN", "1,5", "١" })
    void readsNothingElse(String header) {
        assertThat(RetryAfter.parse(header, new RecordingWaiter().clock())).isNull();
    }

    @Test
    void readsNothingFromNoHeader() {
        assertThat(RetryAfter.parse(null, new RecordingWaiter().clock())).isNull();
    }
}
