package io.github.camelplivo.mdr.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class FilterTest {

    @RegisterExtension
    final PlivoSimulatorExtension extension
            = new PlivoSimulatorExtension(PlivoSimulator.builder().clock(new TestClock()).unlimited());

    private SimulatedAccount account;
    private Reader reader;

    @BeforeEach
    void addAHundredRecords(PlivoSimulator plivo) {
        account = plivo.account();
        reader = new Reader(plivo);
        for (int i = 0; i < 100; i++) {
            account.add(NOW.minusSeconds(60 + i));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "message_direction, inbound", "message_state, delivered", "message_type, mms", "error_code, 000",
            "powerpack_id, 1d5f3dd8-b207-4738-b59f-3c2ac7d3461c", "destination_country_iso2, IN",
            "tendlc_campaign_id, CD4WJJD", "tendlc_registration_status, unregistered", "conversation_origin, utility" })
    void appliesEveryDocumentedFilter(String name, String value) {
        long expected = account.truth(NOW.minusSeconds(1000), NOW).stream()
                .filter(json -> value.equals(json.path(name).asText())).count();
        JsonNode page = reader.page(name, value);

        assertThat(expected).as("some of the generated records match").isPositive();
        assertThat(page.get("objects")).hasSize((int) Math.min(20, expected))
                .allSatisfy(json -> assertThat(json.get(name).asText()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = { "from_number", "to_number" })
    void numbersAreFoundWithAndWithoutThePlus(String name) {
        String uuid = add(name, "14155550100");

        assertThat(reader.uuids(name, "+14155550100")).containsExactly(uuid);
        assertThat(reader.uuids(name, "14155550100")).containsExactly(uuid);
    }

    @Test
    void aSenderIdIsFoundByItsName() {
        String uuid = add("from_number", "Grand Caf\u00e9");

        assertThat(reader.uuids("from_number", "Grand Caf\u00e9")).containsExactly(uuid);
        assertThat(reader.uuids("from_number", "grand caf\u00e9")).isEmpty();
    }

    @Test
    void aConversationIsFoundByItsId() {
        String uuid = add("conversation_id", "9876");

        assertThat(reader.uuids("conversation_id", "9876", "conversation_origin", "")).isEmpty();
        assertThat(reader.uuids("conversation_id", "9876")).containsExactly(uuid);
    }

    @Test
    void filtersAreCombined() {
        assertThat(reader.page("message_direction", "outbound", "message_state", "delivered").get("objects"))
                .isNotEmpty()
                .allSatisfy(json -> {
                    assertThat(json.get("message_direction").asText()).isEqualTo("outbound");
                    assertThat(json.get("message_state").asText()).isEqualTo("delivered");
                });
    }

    @Test
    void anUnknownValueMatchesNothing() {
        assertThat(reader.uuids("message_state", "lost")).isEmpty();
        assertThat(reader.uuids("message_state", "DELIVERED")).isEmpty();
        assertThat(reader.uuids("error_code", "null")).isEmpty();
    }

    @Test
    void anUnknownFilterIsIgnored() {
        assertThat(reader.uuids("message_status", "delivered")).isEqualTo(reader.uuids());
        assertThat(reader.uuids("message_time_gte", "not even a time")).isEqualTo(reader.uuids());
    }

    /** "API overview": a callback turns any request into an asynchronous one. */
    @Test
    void aRequestWithACallbackReturnsNoPage() {
        JsonNode spawned = reader.page("callback_url", "https://callback.example/");

        assertThat(spawned.get("message").asText()).isEqualTo("async api spawned");
        assertThat(spawned.has("objects")).isFalse();
    }

    @Test
    void nextKeepsTheFilters() {
        JsonNode page = reader.page("message_direction", "outbound");

        assertThat(Reader.json(reader.get(page.at("/meta/next").asText())).get("objects"))
                .isNotEmpty()
                .allSatisfy(json -> assertThat(json.get("message_direction").asText()).isEqualTo("outbound"));
    }

    @Test
    void aRecordLeavesAFilteredListWhenItChanges() {
        String uuid = add("message_state", "queued");
        assertThat(reader.uuids("message_state", "queued")).containsExactly(uuid);

        account.change(uuid, json -> json.put("message_state", "sent"));
        assertThat(reader.uuids("message_state", "queued")).isEmpty();
    }

    private String add(String name, String value) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put(name, value);
        return account.add(record, NOW.minusSeconds(5), NOW);
    }
}
