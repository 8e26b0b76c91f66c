package io.github.camelplivo.mdr.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class QuirkTest {

    private PlivoSimulator plivo;
    private Reader reader;

    @AfterEach
    void stop() {
        plivo.close();
    }

    @Test
    void withoutQuirksThereIsNoneOfThis() {
        start();
        JsonNode page = reader.page("limit", "10", "offset", "20");

        assertThat(page.has("Api_id")).isFalse();
        assertThat(page.get("meta").has("total_count")).isFalse();
        assertThat(page.at("/meta/next").isNull()).isTrue();
        assertThat(reader.list().headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void countsTheWholeFilteredList() {
        start(Quirk.TOTAL_COUNT);

        assertThat(reader.page("limit", "2").at("/meta/total_count").asInt()).isEqualTo(25);
        assertThat(reader.page("limit", "2", "offset", "30").at("/meta/total_count").asInt()).isEqualTo(25);
        assertThat(reader.page("message_state", "lost").at("/meta/total_count").asInt()).isZero();
    }

    @Test
    void writesTheApiIdOfListsWithACapital() {
        start(Quirk.UPPERCASE_API_ID);

        assertThat(reader.page().has("api_id")).isFalse();
        assertThat(reader.page().get("Api_id").isTextual()).isTrue();
        assertThat(reader.record(reader.uuids().get(0)).has("api_id")).isTrue();
    }

    @Test
    void writesIsDomesticAsAString() {
        start(Quirk.IS_DOMESTIC_AS_STRING);
        String uuid = domestic();

        assertThat(reader.record(uuid).get("is_domestic")).isEqualTo(JsonNodeFactory.instance.textNode("false"));
        assertThat(reader.page().at("/objects/0/is_domestic").isTextual()).isTrue();
    }

    @Test
    void writesIsDomesticTwice() {
        start(Quirk.IS_DOMESTIC_TWICE);
        String uuid = domestic();

        assertThat(reader.message(uuid).body()).contains("\"is_domestic\":\"false\",\"is_domestic\":false");
    }

    @Test
    void theLastPageLeadsToAnEmptyOne() {
        start(Quirk.NEXT_LEADS_TO_EMPTY_PAGE);
        String next = reader.page("limit", "20", "offset", "20").at("/meta/next").asText();
        JsonNode empty = Reader.json(reader.get(next));

        assertThat(empty.get("objects")).isEmpty();
        assertThat(empty.at("/meta/next").isNull()).isTrue();
    }

    @Test
    void nextHasAnotherLimitThanMeta() {
        start(Quirk.NEXT_WITH_OTHER_LIMIT);

        assertThat(reader.page("limit", "2").at("/meta/next").asText()).contains("limit=20").contains("offset=2");
        assertThat(reader.page().at("/meta/next").asText()).contains("limit=10").contains("offset=20");
    }

    @Test
    void missingLinksAreEmptyStrings() {
        start(Quirk.EMPTY_NEXT);

        assertThat(reader.page().at("/meta/previous").textValue()).isEmpty();
        assertThat(reader.page("offset", "20").at("/meta/next").textValue()).isEmpty();
    }

    @Test
    void resourceUrisNameAnotherRecord() {
        start(Quirk.FOREIGN_RESOURCE_URI);
        JsonNode record = reader.page().at("/objects/0");

        assertThat(record.get("resource_uri").asText()).startsWith(reader.listPath())
                .doesNotContain(record.get("message_uuid").asText());
    }

    @Test
    void compressesForClientsThatOfferIt() throws IOException {
        start(Quirk.GZIP);
        HttpResponse<byte[]> zipped = reader.send(
                reader.request(reader.listPath()).header("Accept-Encoding", "gzip, deflate").build(),
                BodyHandlers.ofByteArray());

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        JsonNode page = Reader.JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(zipped.body())));
        assertThat(page.get("objects")).isEqualTo(reader.page().get("objects"));
        assertThat(reader.list().headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void sendsInChunks() {
        start(Quirk.CHUNKED);
        HttpResponse<String> response = reader.list();

        assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(Reader.json(response).get("objects")).hasSize(20);
    }

    @Test
    void closesTheConnectionWithoutAnnouncingIt() throws IOException {
        start(Quirk.CLOSES_CONNECTION);
        try (Wire wire = new Wire(plivo)) {
            wire.get(reader.listPath());
            Wire.Received received = wire.readToTheEnd();

            assertThat(received.body()).hasSize(received.contentLength());
            assertThat(received.text()).doesNotContainIgnoringCase("Connection: close");
        }
    }

    @Test
    void redirectsAMissingSlashToHttp() {
        start(Quirk.REDIRECTS_MISSING_SLASH);
        HttpResponse<String> response = reader.get(reader.listPath().replaceFirst("/$", "") + "?limit=2&message_state=a%20b");

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location"))
                .contains(plivo.baseUrl() + reader.listPath() + "?limit=2&message_state=a+b");
    }

    @Test
    void refusesListsThatBeginMoreThanNinetyDaysAgo() {
        start(Quirk.REFUSES_OLD_STARTS);

        // 90 days before the tests' now
        assertThat(reader.list("message_time__gte", "2025-12-10 12:00:00").statusCode()).isEqualTo(200);
        assertThat(reader.list("message_time__gte", "2025-12-10 11:59:59").statusCode()).isEqualTo(400);
        assertThat(reader.list("message_time__lt", "2025-12-11 00:00:00").statusCode()).as("no lower bound").isEqualTo(200);
    }

    @Test
    void quirksCanBeCombined() throws IOException {
        start(Quirk.GZIP, Quirk.CHUNKED, Quirk.TOTAL_COUNT, Quirk.CLOSES_CONNECTION);
        HttpResponse<byte[]> zipped = reader.send(
                reader.request(reader.listPath()).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(zipped.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(Reader.JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(zipped.body())))
                .at("/meta/total_count").asInt()).isEqualTo(25);
    }

    private void start(Quirk... quirks) {
        plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().shuffleTies(false).quirks(quirks).start();
        plivo.account().addTie(NOW.minusSeconds(10), 25);
        reader = new Reader(plivo);
    }

    private String domestic() {
        return plivo.account().add(
                JsonNodeFactory.instance.objectNode().put("is_domestic", false), NOW.minusSeconds(1), NOW);
    }
}
