package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordTest {

    private final TestClock clock = new TestClock();

    @RegisterExtension
    final PlivoSimulatorExtension extension
            = new PlivoSimulatorExtension(PlivoSimulator.builder().clock(clock).unlimited());

    private SimulatedAccount account;
    private Reader reader;

    @BeforeEach
    void start(PlivoSimulator plivo) {
        account = plivo.account();
        reader = new Reader(plivo);
    }

    @Test
    void aRecordIsAFlatObjectWithTheApiIdInside() {
        String uuid = account.add(NOW.minusSeconds(1));
        ObjectNode record = (ObjectNode) reader.record(uuid);

        assertThat(record.remove("api_id").isTextual()).isTrue();
        assertThat(record).isEqualTo(reader.page().at("/objects/0"));
        assertThat(record.get("message_uuid").asText()).isEqualTo(uuid);
        assertThat(record.get("resource_uri").asText()).isEqualTo(reader.listPath() + uuid + "/");
    }

    @Test
    void theTruthEqualsTheList() {
        account.timeZone(ZoneId.of("America/New_York"));
        account.addTie(NOW.minusSeconds(3), 1);
        account.add(NOW.minusSeconds(2));

        assertThat(reader.page().get("objects")).isEqualTo(
                JsonNodeFactory.instance.arrayNode().addAll(account.truth(NOW.minusSeconds(3), NOW)));
        assertThat(account.truth(NOW.minusSeconds(2), NOW)).hasSize(1);
        assertThat(account.truth(NOW.minusSeconds(3), NOW.minusSeconds(2))).hasSize(1);
    }

    @Test
    void timesHaveTheCurrentOffsetOfTheZoneAndSeason() {
        account.timeZone(ZoneId.of("America/New_York"));
        String winter = account.add(Instant.parse("2026-03-08T06:59:59.120Z"));
        String summer = account.add(Instant.parse("2026-03-08T07:00:00Z"));

        assertThat(time(winter)).isEqualTo("2026-03-08 01:59:59.12-05:00");
        assertThat(time(summer)).isEqualTo("2026-03-08 03:00:00-04:00");
        account.timeZone(ZoneId.of("Asia/Kolkata"));
        assertThat(time(winter)).as("the same record, read after the account has moved")
                .isEqualTo("2026-03-08 12:29:59.12+05:30");
        assertThat(reader.record(winter).get("message_updated_time").asText()).endsWith("+05:30");
    }

    @Test
    void fractionsHaveNoTrailingZeros() {
        List<String> fractions = List.of("", ".1", ".12", ".123", ".1234", ".12345", ".123456");

        for (String fraction : fractions) {
            String uuid = account.add(Instant.parse("2026-03-10T11:00:00" + fraction + "Z"));
            assertThat(time(uuid)).isEqualTo("2026-03-10 11:00:00" + fraction + "+00:00");
        }
        assertThat(time(account.add(Instant.parse("2026-03-10T11:00:00.123456789Z")))).endsWith(":00.123456+00:00");
    }

    @Test
    void aRecordIsReturnedAsItWasAdded() throws Exception {
        ObjectNode record = (ObjectNode) Reader.JSON.readTree("""
                {"message_uuid": "not a uuid", "message_time": "some day", "units": "3", "new": {"a": [1, null, {}]}}""");
        account.add(record, NOW.minusSeconds(1), NOW);

        assertThat(reader.page().at("/objects/0")).isEqualTo(record);
        assertThat(reader.message("not%20a%20uuid").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> account.add(record, NOW, NOW))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not a uuid");
    }

    @Test
    void aRecordWithoutUuidAndTimeReceivesThem() {
        String uuid = account.add(JsonNodeFactory.instance.objectNode(), NOW.minusMillis(1500), NOW);

        assertThat(time(uuid)).isEqualTo("2026-03-10 11:59:58.5+00:00");
    }

    @Test
    void aChangeIsVisibleAndMovesTheUpdatedTime() {
        String uuid = account.add(NOW.minusSeconds(60));
        clock.advance(Duration.ofMillis(250));
        account.change(uuid, json -> json.put("message_state", "undelivered").put("error_code", "200"));

        JsonNode changed = reader.record(uuid);
        assertThat(changed.get("message_state").asText()).isEqualTo("undelivered");
        assertThat(changed.get("message_updated_time").asText()).isEqualTo("2026-03-10 12:00:00.25+00:00");
        assertThat(changed.get("message_time").asText()).isEqualTo("2026-03-10 11:59:00+00:00");
    }

    @Test
    void aRemovedRecordIsGone() {
        String uuid = account.add(NOW.minusSeconds(1));
        account.remove(uuid);

        assertThat(reader.uuids()).isEmpty();
        assertThat(Reader.json(reader.message(uuid)).get("error").asText()).isEqualTo("not found");
        assertThat(account.size()).isZero();
        assertThatThrownBy(() -> account.remove(uuid)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account.change(uuid, json -> {
        })).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLateRecordIsNeitherListedNorFoundBeforeItsTime() {
        String early = account.add(NOW.minusSeconds(20));
        String late = account.add(NOW.minusSeconds(40), NOW.plusSeconds(10));

        assertThat(reader.uuids()).containsExactly(early);
        assertThat(reader.message(late).statusCode()).isEqualTo(404);
        assertThat(account.uuids(NOW.minusSeconds(60), NOW)).containsExactly(early);
        assertThat(account.size()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(10));
        assertThat(reader.uuids()).containsExactly(early, late);
        assertThat(reader.message(late).statusCode()).isEqualTo(200);
        assertThat(account.uuids(NOW.minusSeconds(60), NOW)).containsExactly(early, late);
    }

    @Test
    void generatedRecordsHaveTheOdditiesOfRealOnes() {
        for (int i = 0; i < 300; i++) {
            account.add(NOW.minusSeconds(i));
        }
        List<ObjectNode> records = account.truth(NOW.minusSeconds(300), NOW.plusSeconds(1));

        Set<String> dlt = new HashSet<>();
        records.forEach(json -> dlt.add(String.valueOf(json.get("dlt_entity_id"))));
        assertThat(dlt).as("absent, null, empty and present").contains("null", "\"\"", "\"9596\"");
        assertThat(records).anyMatch(json -> !json.has("dlt_entity_id")).anyMatch(json -> json.path("dlt_entity_id").isNull())
                .anyMatch(json -> json.path("error_code").isNull())
                .anyMatch(json -> "000".equals(json.path("error_code").asText()))
                .anyMatch(json -> json.path("from_number").asText().matches("[A-Za-z].*"))
                .anyMatch(json -> json.path("to_number").asText().endsWith("***"))
                .noneMatch(json -> json.path("to_number").asText().startsWith("+"));
        Set<Integer> scales = new HashSet<>();
        records.stream().map(json -> json.path("carrier_fees").asText()).filter(fee -> !fee.isEmpty() && !"null".equals(fee))
                .forEach(fee -> scales.add(fee.length() - fee.indexOf('.') - 1));
        assertThat(scales).containsExactlyInAnyOrder(2, 3, 4, 5);
    }

    @Test
    void someRecordsHaveNewFieldsWithSchemaDrift() {
        String before = account.add(NOW);
        account.schemaDrift(true);
        for (int i = 1; i < 100; i++) {
            account.add(NOW.minusSeconds(i));
        }
        List<ObjectNode> records = account.truth(NOW.minusSeconds(100), NOW.plusSeconds(1));
        assertThat(records).anyMatch(json -> json.has("x_segment_encoding"))
                .anyMatch(json -> json.path("x_carrier_lookup").isObject());

        List<ObjectNode> again = account.schemaDrift(false).truth(NOW.minusSeconds(100), NOW.plusSeconds(1));
        assertThat(again).as("a record stays as it was made").isEqualTo(records);
        assertThat(reader.record(before).properties()).noneMatch(field -> field.getKey().startsWith("x_"));
    }

    @Test
    void oneSeedMakesOneAccount() {
        SimulatedAccount one = new SimulatedAccount("MASEEDED000000000001", "token", 7).clock(clock);
        SimulatedAccount other = new SimulatedAccount("MASEEDED000000000001", "token", 7).clock(clock);
        for (SimulatedAccount seeded : List.of(one, other)) {
            seeded.addTie(NOW.minusSeconds(1), 10);
        }
        assertThat(one.truth(NOW.minusSeconds(1), NOW)).isEqualTo(other.truth(NOW.minusSeconds(1), NOW)).hasSize(10);
    }

    private String time(String uuid) {
        return reader.record(uuid).get("message_time").asText();
    }
}
