package io.github.camelplivo.mdr;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.model.MessageDirection;
import io.github.camelplivo.mdr.model.MessageState;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A header of any type narrows the request of the options, and never widens it. */
@Isolated
class HeaderFiltersTest {

    private static final Instant TIME = Instant.parse("2026-11-01T00:30:00.123456Z");
    private static final String SENT = "2026-11-01 00:30:00.123456";

    private final TimeZone before = TimeZone.getDefault();
    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        TimeZone.setDefault(before);
        at.close();
    }

    static Stream<Arguments> times() {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("America/New_York"));
        calendar.setTimeInMillis(TIME.toEpochMilli());
        return Stream.of(arguments(TIME, SENT), arguments(TIME.atOffset(ZoneOffset.ofHours(5)), SENT),
                arguments(TIME.atZone(ZoneId.of("Europe/Berlin")), SENT), arguments(Timestamp.from(TIME), SENT),
                arguments(new Date(TIME.toEpochMilli()), "2026-11-01 00:30:00.123000"),
                arguments(calendar, "2026-11-01 00:30:00.123000"), arguments("2026-11-01T01:30:00.123456+01:00", SENT),
                arguments(SENT, SENT), arguments(SENT.getBytes(StandardCharsets.UTF_8), SENT),
                arguments(new StringBuilder(" " + SENT + "\r\n"), SENT));
    }

    /** A timestamp of a database was sent shifted by the zone of the JVM. */
    @ParameterizedTest
    @MethodSource("times")
    void aTimeIsTheSameInstantInEveryType(Object time, String sent) {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));

        assertThat(list("", Map.of(PlivoMdrConstants.MESSAGE_TIME_GTE, time))).containsEntry("message_time__gte", sent);
    }

    @Test
    void aTimeWithoutAZoneIsRefusedWithItsType() {
        assertThat(refused("", PlivoMdrConstants.MESSAGE_TIME_GTE, LocalDateTime.of(2026, 11, 1, 0, 0))).contains(
                "CamelPlivoMdrMessageTimeGte is a java.time.LocalDateTime", "OffsetDateTime", "ISO-8601 with an offset",
                "remove it");
        assertThat(refused("", PlivoMdrConstants.MESSAGE_TIME_GTE, 1793491200L)).contains("is a java.lang.Long");
    }

    static Stream<Arguments> words() {
        return Stream.of(arguments(PlivoMdrConstants.MESSAGE_STATE, MessageState.FAILED, "message_state", "failed"),
                arguments(PlivoMdrConstants.MESSAGE_DIRECTION, MessageDirection.INBOUND, "message_direction", "inbound"),
                arguments(PlivoMdrConstants.MESSAGE_STATE, "failed".getBytes(StandardCharsets.UTF_8), "message_state",
                        "failed"),
                arguments(PlivoMdrConstants.MESSAGE_STATE, " failed\n", "message_state", "failed"),
                arguments(PlivoMdrConstants.ERROR_CODE, 0, "error_code", "000"),
                arguments(PlivoMdrConstants.ERROR_CODE, 30L, "error_code", "030"),
                arguments(PlivoMdrConstants.ERROR_CODE, "200", "error_code", "200"),
                arguments(PlivoMdrConstants.TO_NUMBER, 12025550123L, "to_number", "12025550123"),
                arguments(PlivoMdrConstants.FROM_NUMBER, "+12025550123", "from_number", "+12025550123"),
                arguments("CAMELplivomdrSUBACCOUNT", "SAFACEFACEFACEFACE01", "subaccount", "SAFACEFACEFACEFACE01"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void aFilterIsReadByItsType(String header, Object value, String parameter, String sent) {
        assertThat(list("", Map.of(header, value))).containsEntry(parameter, sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            Subaccount             | sa0123456789abcdef01 | is 'sa0123456789abcdef01'      | SA, then 18 capital letters
            Subaccount             | ' '                  | is blank                       | SA, then 18 capital letters
            Subaccount             | null                 | is null                        | SA, then 18 capital letters
            MessageState           | DELIVERED            | is 'DELIVERED'                 | queued, sent, failed
            ErrorCode              | 0                    | is '0'                         | three digits or more
            DestinationCountryIso2 | us                   | is 'us'                        | two capital letters
            FromNumber             | +1202555٠١٢٣         | is a text of 12 characters     | E.164
            MessageTimeLt          | yesterday            | is 'yesterday', which is not a time | ISO-8601
            """)
    void aHeaderThatIsNotAllowedNamesItself(String header, String value, String problem, String allowed) {
        assertThat(refused("", "CamelPlivoMdr" + header, value)).contains("CamelPlivoMdr" + header + " " + problem, allowed,
                "Set the header to such a value, or remove it");
    }

    @Test
    void aFilterOfTheRouteStays() {
        String options = "&subaccount=SAFACEFACEFACEFACE01&toNumber=RAW(+12025550123)";

        assertThat(list(options, Map.of(PlivoMdrConstants.SUBACCOUNT, "SAFACEFACEFACEFACE01")))
                .containsEntry("subaccount", "SAFACEFACEFACEFACE01").containsEntry("to_number", "+12025550123");
        assertThat(refused(options, PlivoMdrConstants.SUBACCOUNT, "SAFACEFACEFACEFACE02")).contains(
                "CamelPlivoMdrSubaccount is 'SAFACEFACEFACEFACE02'", "the option subaccount sets this filter",
                "Remove the header");
        assertThat(refused(options, PlivoMdrConstants.TO_NUMBER, "+12025550124"))
                .contains("CamelPlivoMdrToNumber is another number").doesNotContain("2025550");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gte:03 Lt:05 |                | __gte:03 __lt:05
            Gte:03 Lt:05 | Gte:04         | __gte:04 __lt:05
            Gte:03 Lt:05 | Gte:01 Lt:09   | __gte:03 __lt:05
            Gte:03 Lt:05 | Gt:03          | __gt:03 __lt:05
            Gt:03        | Gte:03         | __gt:03
            Lte:05       | Lt:05          | __lt:05
            Lt:05        | Lte:05         | __lt:05
            Lte:05       | Gte:05         | __gte:05 __lte:05
            Gte:03 Lt:05 | :04            | :04
            Gte:03 Lt:05 | :03            | :03
            :04          | Gte:03 Lte:04  | :04
                         | Gt:01 Lte:02   | __gt:01 __lte:02
            Lt:05        | Gte:01         | __gte:01 __lt:05
            """)
    void theNarrowerTimeHolds(String options, String headers, String sent) {
        Map<String, String> query = list(options(options), headers(headers));

        Map<String, String> expected = new HashMap<>(Map.of("limit", "20", "offset", "0"));
        each(sent, (form, time) -> expected.put("message_time" + form, time.substring(0, 10) + " 00:00:00"));
        assertThat(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gte:03 Lt:05 | Gte:05
            Gte:03 Lt:05 | Lt:03
            Gte:03 Lt:05 | :05
            Gte:03 Lt:05 | :02
            Gt:03        | Lte:03
            :03          | :04
            """)
    void timesThatLeaveNothingAreRefused(String options, String headers) {
        for (String operation : new String[] { "list", "listAll" }) {
            Exchange result = at.request("operation=" + operation + options(options), headers(headers));

            assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("messageTime", headers(headers).keySet().iterator().next(), "no record matches");
        }
        assertThat(at.plivo.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "list", "listAll" })
    void aHeaderNarrowsEachOperation(String operation) {
        at.add(3, 60);

        Exchange result = at.request("operation=" + operation, Map.of(PlivoMdrConstants.MESSAGE_DIRECTION, "inbound"));

        assertThat(result.getException()).isNull();
        if (operation.equals("listAll")) {
            ((Iterator<?>) result.getMessage().getBody()).forEachRemaining(record -> {
            });
        }
        assertThat(at.plivo.requests()).isNotEmpty()
                .allSatisfy(request -> assertThat(request.query()).containsEntry("message_direction", "inbound"));
    }

    private Map<String, String> list(String options, Map<String, Object> headers) {
        assertThat(at.request("operation=list" + options, headers).getException()).isNull();
        return at.lastRequest().query();
    }

    private String refused(String options, String header, Object value) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(header, value);
        int requests = at.plivo.requests().size();
        Exception e = at.request("operation=list" + options, headers).getException();
        assertThat(e).isInstanceOf(IllegalArgumentException.class);
        assertThat(at.plivo.requests()).hasSize(requests);
        return e.getMessage();
    }

    private static String options(String times) {
        StringBuilder options = new StringBuilder();
        each(times, (form, time) -> options.append("&messageTime").append(form).append('=').append(time));
        return options.toString();
    }

    private static Map<String, Object> headers(String times) {
        Map<String, Object> headers = new HashMap<>();
        each(times, (form, time) -> headers.put("CamelPlivoMdrMessageTime" + form, time));
        return headers;
    }

    /** Days of November. */
    private static void each(String times, BiConsumer<String, String> seen) {
        if (times == null || times.isBlank()) {
            return;
        }
        for (String time : times.trim().split(" +")) {
            String[] parts = time.split(":");
            seen.accept(parts[0], "2026-11-" + parts[1] + "T00:00:00Z");
        }
    }

    @Test
    void everyFilterOfPlivosListHasAnOptionAndAHeader() {
        assertThat(MdrFilter.values()).extracting(MdrFilter::plivoFilter).containsExactlyInAnyOrder(MessageFilter.values());
    }
}
