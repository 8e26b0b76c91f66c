package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.LogLines;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One page of the list, with the filters of the options, narrowed by those of the headers. */
class ListTest {

    private static final String FILTERS
            = """
                    subaccount               | Subaccount               | subaccount                 | SAFACEFACEFACEFACE01        |
                    messageDirection         | MessageDirection         | message_direction          | inbound                     |
                    messageState             | MessageState             | message_state              | undelivered                 |
                    messageType              | MessageType              | message_type               | whatsapp                    |
                    errorCode                | ErrorCode                | error_code                 | 000                         |
                    powerpackId              | PowerpackId              | powerpack_id               | 1d5f3dd8-b207               |
                    fromNumber               | FromNumber               | from_number                | +12025550123                |
                    fromNumber               | FromNumber               | from_number                | Acme & Bank=50%             |
                    toNumber                 | ToNumber                 | to_number                  | +12025550123                |
                    destinationCountryIso2   | DestinationCountryIso2   | destination_country_iso2   | US                          |
                    tendlcRegistrationStatus | TendlcRegistrationStatus | tendlc_registration_status | not_applicable              |
                    tendlcCampaignId         | TendlcCampaignId         | tendlc_campaign_id         | CD4WJJD                     |
                    conversationId           | ConversationId           | conversation_id            | 9f3a-1                      |
                    conversationOrigin       | ConversationOrigin       | conversation_origin        | utility                     |
                    messageTime              | MessageTime              | message_time               | 2026-11-01T01:00:00+01:00   | 2026-11-01 00:00:00
                    messageTimeGt            | MessageTimeGt            | message_time__gt           | 2026-11-01T00:00:00.5Z      | 2026-11-01 00:00:00.500000
                    messageTimeGte           | MessageTimeGte           | message_time__gte          | 2026-11-01 00:00            | 2026-11-01 00:00:00
                    messageTimeLt            | MessageTimeLt            | message_time__lt           | 2026-10-31T20:00:00-04:00   | 2026-11-01 00:00:00
                    messageTimeLte           | MessageTimeLte           | message_time__lte          | 2026-11-01 00:00:00.000001  | 2026-11-01 00:00:00.000001
                    """;

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FILTERS)
    void everyFilterIsAnOption(String option, String header, String parameter, String value, String sent) {
        assertThat(at.request("operation=list&" + option + "=RAW(" + value + ")").getException()).isNull();

        assertThat(at.lastRequest().query())
                .isEqualTo(Map.of(parameter, sent == null ? value : sent, "limit", "20", "offset", "0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FILTERS)
    void everyFilterIsAHeader(String option, String header, String parameter, String value, String sent) {
        assertThat(at.request("operation=list", Map.of("CamelPlivoMdr" + header, value)).getException()).isNull();

        assertThat(at.lastRequest().query())
                .isEqualTo(Map.of(parameter, sent == null ? value : sent, "limit", "20", "offset", "0"));
    }

    /** In a URI a plus may mean a blank, and a feed from "␣1202…" would silently never match a record. */
    @ParameterizedTest
    @CsvSource({ "fromNumber,from_number", "toNumber,to_number" })
    void thePlusOfANumberSurvivesTheUri(String option, String parameter) {
        at.request("operation=list&" + option + "=+12025550123");
        assertThat(at.lastRequest().query()).containsEntry(parameter, "+12025550123");

        at.request("operation=list&" + option + "=%2B12025550123");
        assertThat(at.lastRequest().query()).containsEntry(parameter, "+12025550123");
    }

    @Test
    void thePlusOfAnOffsetSurvivesTheUri() {
        at.request("operation=list&messageTimeGte=2026-11-01T05:30:00+05:30&messageTimeLt=2026-11-01 05:30");

        assertThat(at.lastRequest().query()).containsEntry("message_time__gte", "2026-11-01 00:00:00")
                .containsEntry("message_time__lt", "2026-11-01 05:30:00");
    }

    @Test
    void aHeaderSetsAFilterThatTheRouteLeavesOpen() {
        at.request("operation=list&messageState=sent&limit=5&offset=40", Map.of(
                PlivoMdrConstants.MESSAGE_STATE, "sent", PlivoMdrConstants.MESSAGE_TYPE, "sms"));

        assertThat(at.lastRequest().query())
                .isEqualTo(Map.of("message_state", "sent", "message_type", "sms", "limit", "5", "offset", "40"));
    }

    /**
     * Otherwise a list after a list, or in the route of a feed, would silently start at the offset of the previous
     * page.
     */
    @Test
    void limitAndOffsetOfThePreviousPageDoNotAffectTheNext() {
        at.request("operation=list", Map.of(PlivoMdrConstants.LIMIT, 7, PlivoMdrConstants.OFFSET, 38));

        assertThat(at.lastRequest().query()).containsEntry("limit", "20").containsEntry("offset", "0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CamelPlivoMdrMessageState     | gone      | allowed are queued
            CamelPlivoMdrMessageDirection | up        | allowed are inbound, outbound
            CamelPlivoMdrMessageTimeGte   | yesterday | allowed are ISO-8601
            """)
    void aWrongHeaderIsRefusedBeforeAnythingIsSent(String header, String value, String allowed) {
        Exception e = at.request("operation=list", Map.of(header, value)).getException();

        assertThat(e).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(value, allowed);
        assertThat(at.plivo.requests()).isEmpty();
    }

    @Test
    void metaIsInTheHeaders() {
        List<String> uuids = at.add(25, 60);

        Map<String, Object> first = page(uuids.subList(0, 10), 0);
        Map<String, Object> last = page(uuids.subList(20, 25), 20);

        assertThat(first).containsEntry(PlivoMdrConstants.LIMIT, 10).containsEntry(PlivoMdrConstants.OFFSET, 0)
                .containsKeys(PlivoMdrConstants.NEXT, PlivoMdrConstants.API_ID).doesNotContainKey(PlivoMdrConstants.PREVIOUS);
        assertThat(last).containsEntry(PlivoMdrConstants.OFFSET, 20).containsKeys(PlivoMdrConstants.PREVIOUS)
                .doesNotContainKey(PlivoMdrConstants.NEXT);
    }

    /** Otherwise a loop "until the header is gone" would never end. */
    @Test
    void nextOfThePreviousPageIsRemoved() {
        at.add(3, 60);

        Exchange result = at.request("operation=list", new HashMap<>(Map.of(PlivoMdrConstants.NEXT, "/v1/Account/old")));

        assertThat(result.getMessage().getHeaders()).doesNotContainKey(PlivoMdrConstants.NEXT);
    }

    @Test
    void anEmptyPageIsAPage() {
        assertThat(at.request("operation=list").getMessage().getBody()).isInstanceOfSatisfying(MdrPage.class,
                page -> assertThat(page).isEmpty());
        assertThat(at.plivo.requests()).extracting(r -> r.kind()).containsExactly(Kind.LIST);
    }

    private Map<String, Object> page(List<String> uuids, int offset) {
        Exchange result = at.request("operation=list&limit=10&offset=" + offset, Map.of());
        assertThat(result.getMessage().getBody(MdrPage.class)).extracting(MessageDetailRecord::getMessageUuid)
                .containsExactlyElementsOf(uuids);
        return result.getMessage().getHeaders();
    }

    /** An application may read hundreds of accounts. */
    @Test
    void aChangeOfPlivosRecordsIsLoggedOnceForAllAccounts() {
        SimulatedAccount account = at.plivo.account().subaccount("SAFACEFACEFACEFACE01", "token-of-the-subaccount");
        account.change(account.add(Instant.now()), json -> json.put("x_new", 1));
        at.plivo.account().change(at.add(1, 1).get(0), json -> json.put("x_new", 1));
        String other = "plivo-mdr:" + account.authId() + "?operation=list&authToken=" + account.authToken();
        try (LogLines log = new LogLines()) {
            assertThat(at.request("operation=list").getException()).isNull();
            assertThat(at.camel.createProducerTemplate().requestBody(other, null, MdrPage.class)).hasSize(1);

            assertThat(log.all(DriftLog.class, Level.INFO)).filteredOn(line -> line.contains("x_new")).hasSize(1);
        }
    }
}
