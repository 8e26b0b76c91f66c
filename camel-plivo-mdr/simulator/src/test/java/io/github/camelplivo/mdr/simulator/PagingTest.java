package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class PagingTest {

    private PlivoSimulator plivo;
    private Reader reader;

    @BeforeEach
    void start() {
        plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().start();
        reader = new Reader(plivo);
    }

    @AfterEach
    void stop() {
        plivo.close();
    }

    @Test
    void listsNewestFirst() {
        String old = plivo.account().add(NOW.minusSeconds(30));
        String newest = plivo.account().add(NOW.minusSeconds(10));
        String middle = plivo.account().add(NOW.minusSeconds(20));

        assertThat(reader.uuids()).containsExactly(newest, middle, old);
    }

    @Test
    void followingNextVisitsEveryRecordOnce() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            expected.add(plivo.account().add(NOW.minusSeconds(i)));
        }
        List<String> seen = new ArrayList<>();
        String next = reader.listPath();
        while (next != null) {
            JsonNode page = Reader.json(reader.get(next));
            seen.addAll(Reader.uuids(page));
            next = page.at("/meta/next").textValue();
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(plivo.requests()).hasSize(3);
    }

    @Test
    void previousLeadsBack() {
        for (int i = 0; i < 5; i++) {
            plivo.account().add(NOW.minusSeconds(i));
        }
        JsonNode second = reader.page("limit", "2", "offset", "2");

        JsonNode first = Reader.json(reader.get(second.at("/meta/previous").asText()));
        assertThat(first.at("/meta/offset").asInt()).isZero();
        assertThat(first.at("/meta/previous").isNull()).isTrue();
        assertThat(Reader.uuids(first)).isEqualTo(reader.uuids("limit", "2"));
    }

    @Test
    void linksAreRelativeRepeatTheParametersAndEncodeThemLikePlivo() {
        plivo.account().addTie(NOW.minusSeconds(1), 30);

        JsonNode page = reader.page(
                "message_time__gte", "2026-03-10 00:00:00", "to_number", "+12025550000", "colour of hair", "red");
        assertThat(page.at("/meta/next").isNull()).as("no record goes to that number").isTrue();
        String next = reader.page("message_time__gte", "2026-03-10 00:00:00", "colour of hair", "red+grey")
                .at("/meta/next").asText();

        assertThat(next).startsWith(reader.listPath() + "?")
                .contains("message_time__gte=2026-03-10+00%3A00%3A00", "colour+of+hair=red%2Bgrey", "limit=20", "offset=20");
    }

    @Test
    void linksHaveNoFixedOrderOfParameters() {
        plivo.account().addTie(NOW.minusSeconds(1), 30);

        List<String> links = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            links.add(reader.page("message_time__gte", "2026-03-10 00:00").at("/meta/next").asText());
        }
        assertThat(links.stream().distinct().count()).isGreaterThan(2);
    }

    @Test
    void aFullLastPageHasNoNext() {
        plivo.account().addTie(NOW.minusSeconds(1), 20);

        assertThat(reader.page().at("/meta/next").isNull()).isTrue();
    }

    @Test
    void anOffsetPastTheEndIsAnEmptyPage() {
        plivo.account().add(NOW.minusSeconds(1));

        JsonNode page = reader.page("offset", "2147483647");
        assertThat(page.get("objects")).isEmpty();
        assertThat(page.at("/meta/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "21", "-1", "ten", "", "1.5" })
    void refusesALimitOutsideOneToTwenty(String limit) {
        var response = reader.list("limit", limit);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Reader.json(response).get("error").asText()).contains("limit", "'" + limit + "'");
        assertThat(Reader.json(response).hasNonNull("api_id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "x", "99999999999" })
    void refusesAnInvalidOffset(String offset) {
        assertThat(reader.list("offset", offset).statusCode()).isEqualTo(400);
    }

    @Test
    void anApiIdIsNewEachTime() {
        String uuid = plivo.account().add(NOW.minusSeconds(1));

        assertThat(List.of(reader.page(), reader.page(), reader.record(uuid), reader.record(uuid)))
                .extracting(body -> body.get("api_id").asText())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    void recordsOfAListHaveNoApiIdOfTheirOwn() {
        plivo.account().add(NOW.minusSeconds(1));

        assertThat(reader.page().at("/objects/0").has("api_id")).isFalse();
    }

    @Test
    void rowsMoveWhileAReaderPages() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            before.add(plivo.account().add(NOW.minusSeconds(10 + i)));
        }
        List<String> first = reader.uuids();
        plivo.account().add(NOW.minusSeconds(1));
        List<String> second = reader.uuids("offset", "20");

        assertThat(first).isEqualTo(before.subList(0, 20));
        assertThat(second).as("pushed down by one").isEqualTo(before.subList(19, 39));
    }

    @Test
    void aHookRunsBeforeTheResponse() {
        plivo.onRequest(request -> plivo.account().add(NOW.minusSeconds(1)));

        assertThat(reader.uuids()).hasSize(1);
        assertThat(reader.uuids()).hasSize(2);
    }

    @Test
    void listsAWindowOfAHundredThousandRecordsQuickly() {
        for (int i = 0; i < 100_000; i++) {
            plivo.account().add(NOW.minusSeconds(60).minusMillis(i * 50L));
        }
        reader.page();
        Instant start = Instant.now();
        for (int i = 0; i < 50; i++) {
            reader.page("message_time__gte", "2026-03-10 11:00:00", "message_time__lt", "2026-03-10 11:01:00");
        }
        // a scan of all records takes a hundred times as long
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
