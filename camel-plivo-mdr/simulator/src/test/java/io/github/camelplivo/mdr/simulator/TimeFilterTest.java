package io.github.camelplivo.mdr.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class TimeFilterTest {

    private final TestClock clock = new TestClock();

    @RegisterExtension
    final PlivoSimulatorExtension extension
            = new PlivoSimulatorExtension(PlivoSimulator.builder().clock(clock).unlimited());

    private SimulatedAccount account;
    private Reader reader;
    private String before;
    private String at;
    private String after;

    @BeforeEach
    void addThreeRowsAMicrosecondApart(PlivoSimulator plivo) {
        account = plivo.account();
        reader = new Reader(plivo);
        Instant time = Instant.parse("2026-03-10T11:00:00.500000Z");
        before = account.add(time.minusNanos(1000));
        at = account.add(time);
        after = account.add(time.plusNanos(1000));
    }

    @Test
    void theFiveFormsCompareMicroseconds() {
        String time = "2026-03-10 11:00:00.500000";

        assertThat(reader.uuids("message_time", time)).containsExactly(at);
        assertThat(reader.uuids("message_time__gt", time)).containsExactly(after);
        assertThat(reader.uuids("message_time__gte", time)).containsExactly(after, at);
        assertThat(reader.uuids("message_time__lt", time)).containsExactly(before);
        assertThat(reader.uuids("message_time__lte", time)).containsExactly(at, before);
    }

    @Test
    void theFormsCombineToARange() {
        assertThat(reader.uuids(
                "message_time__gte", "2026-03-10 11:00:00.500000", "message_time__lt", "2026-03-10 11:00:00.500001"))
                .containsExactly(at);
    }

    @Test
    void anEmptyOrInvertedRangeListsNothing() {
        assertThat(reader.uuids("message_time__gte", "2026-03-10 12:00", "message_time__lt", "2026-03-10 11:00")).isEmpty();
    }

    @Test
    void refusesRangesThatAreLongerThanTheLongest() {
        try (PlivoSimulator plivo
                = PlivoSimulator.builder().clock(clock).unlimited().longestRange(Duration.ofDays(30)).start()) {
            Reader refused = new Reader(plivo);

            assertThat(range(refused, "2026-01-31 00:00:00").statusCode()).isEqualTo(200);
            assertThat(range(refused, "2026-01-31 00:00:01").statusCode()).isEqualTo(400);
            assertThat(refused.list("message_time__gte", "2026-02-08 12:00:00").statusCode()).as("to now").isEqualTo(200);
            assertThat(refused.list("message_time__gte", "2026-02-08 11:59:59").statusCode()).isEqualTo(400);
            assertThat(refused.list("message_time__lt", "2026-03-01 00:00:00").statusCode()).as("endless").isEqualTo(400);
            assertThat(refused.list().statusCode()).as("24 hours").isEqualTo(200);
        }
    }

    private static HttpResponse<String> range(Reader reader, String to) {
        return reader.list("message_time__gte", "2026-01-01 00:00:00", "message_time__lt", to);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-03-10 11:00", "2026-03-10 11:00:00", "2026-03-10 11:00:00.4", "2026-03-10 11:00:00.4000" })
    void acceptsAllDocumentedPrecisions(String time) {
        assertThat(reader.uuids("message_time__gte", time)).containsExactly(after, at, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2026-03-10T11:00:00", "2026-03-10T11:00:00Z", "2026-03-10 11:00:00Z", "2026-03-10 11:00:00+00:00", "2026-03-10",
            "2026-13-10 11:00", "2026-02-30 11:00", "2026-03-10 25:00", "2026-03-10 11:00:00:500000",
            "2026-03-10 11:00:00.1234567", "1773140400", "yesterday", "" })
    void refusesEverythingElse(String time) {
        var response = reader.list("message_time__gte", time);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Reader.json(response).get("error").asText()).contains("message_time__gte", "'" + time + "'");
    }

    @Test
    void filtersAreUtcInEveryZoneOfTheAccount() {
        account.timeZone(ZoneId.of("Asia/Kolkata"));

        assertThat(reader.uuids("message_time__gte", "2026-03-10 11:00:00.500001")).containsExactly(after);
        assertThat(reader.page("message_time__gte", "2026-03-10 11:00").at("/objects/0/message_time").asText())
                .isEqualTo("2026-03-10 16:30:00.500001+05:30");
    }

    @Test
    void withoutATimeTheListCovers24Hours() {
        String edge = account.add(NOW.minus(Duration.ofHours(24)));
        String older = account.add(NOW.minus(Duration.ofHours(24)).minusSeconds(1));

        assertThat(reader.uuids()).containsExactly(after, at, before, edge);
        assertThat(reader.uuids("message_time__lt", "2026-03-10 00:00")).containsExactly(edge, older);
        clock.advance(Duration.ofSeconds(1));
        assertThat(reader.uuids()).containsExactly(after, at, before);
    }

    @Test
    void recordsAreRemovedAfter90Days() {
        String old = account.add(NOW.minus(Duration.ofDays(90)));

        assertThat(reader.uuids("message_time__lt", "2026-01-01 00:00")).containsExactly(old);
        assertThat(reader.message(old).statusCode()).isEqualTo(200);
        assertThat(account.uuids(Instant.EPOCH, NOW)).contains(old);
        clock.advance(Duration.ofSeconds(1));
        assertThat(reader.uuids("message_time__lt", "2026-01-01 00:00")).isEmpty();
        assertThat(reader.message(old).statusCode()).isEqualTo(404);
        assertThat(account.uuids(Instant.EPOCH, NOW)).doesNotContain(old);
    }
}
