package io.github.camelplivo.mdr;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.client.RawServer;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.BadValues;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * An untrusted sender controls every header and the body of a message. The server must receive only the request that
 * the route describes, or a narrower one, and no message may copy the sender's text into a log.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeaderAttackTest {

    private static final String UUID = "047bda11-e556-4a7f-8f9c-5d0cf3ca4406";
    private static final String OTHER = "b48d95dc-e3ac-11eb-a9c2-0242ac110005";
    private static final String LIST = "/v1/Account/" + AUTH_ID + "/Message/?";
    private static final int LONGEST_MESSAGE = 700;
    private static final Pattern REQUEST = Pattern.compile("GET (\\S+) HTTP/1.1\n[\\x20-\\x7e\n]*");
    private static final Pattern RECORD = Pattern.compile("/v1/Account/" + AUTH_ID + "/Message/([A-Za-z0-9-]{1,64})/");

    /** By their names, because their content must not appear in names of tests. */
    private static final Map<String, Object> VALUES = BadValues.all();

    /** The options of a route that leaves only the offset open. */
    private static final Map<String, String> CLOSED = Map.ofEntries(Map.entry("subaccount", "SAFACEFACEFACEFACE01"),
            Map.entry("messageDirection", "outbound"), Map.entry("messageState", "failed"), Map.entry("messageType", "sms"),
            Map.entry("errorCode", "200"), Map.entry("powerpackId", "1d5f3dd8-b207"),
            Map.entry("fromNumber", "RAW(+12025550100)"), Map.entry("toNumber", "RAW(+12025550101)"),
            Map.entry("destinationCountryIso2", "US"), Map.entry("tendlcRegistrationStatus", "registered"),
            Map.entry("tendlcCampaignId", "CD4WJJD"), Map.entry("conversationId", "9f3a-1"),
            Map.entry("conversationOrigin", "utility"), Map.entry("messageTimeGte", "2026-11-01T00:00:00Z"),
            Map.entry("messageTimeLt", "2026-11-02T00:00:00Z"));
    private static final String CLOSED_QUERY
            = "conversation_id=9f3a-1&conversation_origin=utility&destination_country_iso2=US&error_code=200"
              + "&from_number=+12025550100&limit=20&message_direction=outbound&message_state=failed"
              + "&message_time__gte=2026-11-01 00:00:00&message_time__lt=2026-11-02 00:00:00&message_type=sms"
              + "&offset=0&powerpack_id=1d5f3dd8-b207&subaccount=SAFACEFACEFACEFACE01"
              + "&tendlc_campaign_id=CD4WJJD&tendlc_registration_status=registered&to_number=+12025550101";

    private final CamelAtPlivo at = new CamelAtPlivo();
    private RawServer server;

    @BeforeAll
    void start() throws Exception {
        server = new RawServer(out -> RawServer.send(out, response(path(lastHead()))));
        // Camel's own cache would read an endless stream before the component sees it
        at.camel.setStreamCaching(false);
        at.component.getConfiguration().setBaseUrl(server.url().toString());
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:get").to(uri(""));
                from("direct:list").to(uri("operation=list"));
                from("direct:closed").to(uri("operation=list&" + query(CLOSED)));
                from("direct:closedAll").to(uri("operation=listAll&" + query(CLOSED)));
            }
        });
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.heads.clear();
    }

    static Stream<String> filterHeaders() {
        return Arrays.stream(MdrFilter.values()).map(HeaderAttackTest::header);
    }

    static Stream<Arguments> everyFilterHeaderWithEveryBadValue() {
        return filterHeaders().flatMap(header -> VALUES.keySet().stream().map(value -> arguments(header, value)));
    }

    @ParameterizedTest
    @MethodSource("everyFilterHeaderWithEveryBadValue")
    void aBadFilterIsRefusedWithoutARequest(String header, String value) {
        for (String route : List.of("list", "closed", "closedAll")) {
            isRefused(send(route, null, header, VALUES.get(value)), header);
        }
    }

    static Set<String> everyBadValue() {
        return VALUES.keySet();
    }

    @ParameterizedTest
    @MethodSource("everyBadValue")
    void aBadUuidInTheHeaderIsRefused(String value) {
        isRefused(send("get", UUID, PlivoMdrConstants.MESSAGE_UUID, VALUES.get(value)), PlivoMdrConstants.MESSAGE_UUID);
    }

    @ParameterizedTest
    @MethodSource("everyBadValue")
    void aBadBodyIsRefused(String value) {
        isRefused(send("get", VALUES.get(value), Map.of()), "message uuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "..", ".", "../", "../../Account/", "../../MAXXXXXXXXXXXXXXXXXX/Message/" + OTHER, "a/b", "/a", "a/", "//evil",
            "\\evil", "a%2Fb", "%2e%2e", "%2E%2E%2F", "%252e", "a?limit=20", "?", "a#b", "a;b", "a b", "a+b", "a&b", "a@evil",
            "http://evil/", "evil:80", "a,b", "a|b", "{a}", "${body}", "{{plivo.token}}", "ünïcode", "１２３", "a\u0301",
            "a\r\nX-Evil: 1", "a\r\n\r\nGET /evil HTTP/1.1\r\n\r\n", "a\u0000", "a\u2028b",
            "12345678901234567890123456789012345678901234567890123456789012345" })
    void nothingButAUuidReachesThePath(String uuid) {
        isRefused(send("get", UUID, PlivoMdrConstants.MESSAGE_UUID, uuid), PlivoMdrConstants.MESSAGE_UUID);
        isRefused(send("get", uuid, "x", "y"), "message uuid");
        isRefused(send("get", uuid.getBytes(StandardCharsets.UTF_8), "x", "y"), "message uuid");
    }

    @ParameterizedTest
    @CsvSource({
            "CamelPlivoMdrOperation,list", "CamelPlivoMdrOperation,listAll", "CAMELPlivoMdrOperation,list",
            "camelplivomdroperation,list", "CamelPlivoMdrOperation,LIST", "CamelPlivoMdrOperation,",
            "CamelPlivoMdrOperation,delete",
            "CamelPlivoMdrLimit,1", "CamelPlivoMdrOffset,100000", "CamelPlivoMdrAuthId,MAXXXXXXXXXXXXXXXXXX",
            "CamelPlivoMdrBaseUrl,http://127.0.0.1:1", "CamelPlivoMdrAuthToken,evil", "CamelPlivoMdrNext,/v1/Account/evil",
            "CamelPlivoMdrHeaderOverrides,true", "operation,list", "CamelHttpUri,http://127.0.0.1:1/", "CamelHttpPath,/evil",
            "CamelHttpMethod,DELETE", "CamelHttpQuery,x=evil", "CamelCharsetName,evil", "CamelOverruleFileName,evil" })
    void noHeaderChoosesTheOperationTheAccountOrTheAddress(String header, String value) {
        assertThat(send("get", UUID, header, value).getMessage().getBody()).isInstanceOf(MessageDetailRecord.class);
        assertThat(paths()).containsExactly("/v1/Account/" + AUTH_ID + "/Message/" + UUID + "/");
        server.heads.clear();

        assertThat(send("list", UUID, header, value).getMessage().getBody()).isInstanceOf(MdrPage.class);
        assertThat(queries()).containsExactly("limit=20&offset=0");
    }

    @Test
    void anEnumOrBytesChooseNoOperationEither() {
        send("get", UUID, "CamelPlivoMdrOperation", PlivoMdrOperation.list);
        send("get", UUID, "CamelPlivoMdrOperation", "list".getBytes(StandardCharsets.US_ASCII));

        assertThat(paths()).hasSize(2).allMatch(path -> path.endsWith("/" + UUID + "/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Subaccount               | SAFACEFACEFACEFACE02
            MessageDirection         | inbound
            MessageState             | delivered
            MessageType              | mms
            ErrorCode                | 000
            PowerpackId              | 1d5f3dd8-b208
            FromNumber               | +12025550199
            ToNumber                 | +12025550199
            DestinationCountryIso2   | DE
            TendlcRegistrationStatus | unregistered
            TendlcCampaignId         | CD4WJJE
            ConversationId           | 9f3a-2
            ConversationOrigin       | marketing
            MessageTime              | 2026-10-01T00:00:00Z
            MessageTimeLt            | 2026-11-01T00:00:00Z
            MessageTimeLte           | 2026-10-31T23:59:59Z
            MessageTimeGt            | 2026-11-02T00:00:00Z
            MessageTimeGte           | 2026-11-02T00:00:00Z
            """)
    void aFilterOfTheRouteCannotBeChanged(String header, String value) {
        for (String name : List.of("CamelPlivoMdr" + header, ("CAMELPlivoMdr" + header), ("camelplivomdr" + header))) {
            for (Object typed : List.of(value, value.getBytes(StandardCharsets.UTF_8), new StringBuilder(value))) {
                for (String route : List.of("closed", "closedAll")) {
                    isRefused(send(route, null, name, typed), "CamelPlivoMdr" + header);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MessageTimeGte | 2026-09-01T00:00:00Z
            MessageTimeGt  | 2026-09-01T00:00:00Z
            MessageTimeGt  | 2026-10-31T23:59:59.999999Z
            MessageTimeLt  | 2026-11-20T00:00:00Z
            MessageTimeLte | 2026-11-20T00:00:00Z
            MessageTimeLte | 2026-11-02T00:00:00Z
            MessageTimeGte | 1970-01-01T00:00:00Z
            MessageTimeLt  | 9999-12-31T23:59:59Z
            Subaccount     | SAFACEFACEFACEFACE01
            ErrorCode      | 200
            MessageState   | failed
            """)
    void aWiderTimeChangesNothing(String header, String value) {
        for (String name : List.of("CamelPlivoMdr" + header, "CAMELPlivoMdr" + header, "camelplivomdr" + header)) {
            assertThat(send("closed", null, name, value).getException()).isNull();
        }

        assertThat(queries()).hasSize(3).containsOnly(CLOSED_QUERY);
    }

    @Test
    void manyTimesAtOnceAreAsNarrowAsTheRoute() {
        Map<String, Object> headers = new HashMap<>();
        for (String form : List.of("Gt", "Gte")) {
            headers.put("CamelPlivoMdrMessageTime" + form, Instant.EPOCH);
        }
        for (String form : List.of("Lt", "Lte")) {
            headers.put("CamelPlivoMdrMessageTime" + form, Instant.parse("2099-01-01T00:00:00Z"));
        }

        assertThat(send("closed", null, headers).getException()).isNull();
        assertThat(queries()).containsExactly(CLOSED_QUERY);
    }

    static Stream<String> everyHeader() {
        return Stream.concat(filterHeaders(), Stream.of(PlivoMdrConstants.MESSAGE_UUID, "CamelPlivoMdrOperation"));
    }

    @ParameterizedTest
    @MethodSource("everyHeader")
    void withoutHeaderOverridesNoHeaderIsRead(String header) {
        Map<String, Object> values = new HashMap<>(VALUES);
        values.put("a uuid", OTHER);
        values.put("a time", Instant.now());
        values.forEach((what, value) -> {
            assertThat(ask("headerOverrides=false", UUID, header, value).getException()).as(what).isNull();
            assertThat(ask("headerOverrides=false&operation=list&" + query(CLOSED), UUID, header, value).getException())
                    .as(what).isNull();
        });

        assertThat(paths()).hasSize(2 * values.size())
                .allMatch(path -> path.endsWith("/" + UUID + "/") || path.startsWith(LIST));
        assertThat(queries()).containsOnly(CLOSED_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "get", "list", "closed", "closedAll" })
    void noHeaderOfTheSenderReplacesOneOfTheResponse(String route) {
        Map<String, Object> evil = new HashMap<>();
        for (String name : List.of("ApiId", "Limit", "Offset", "Next", "Previous", "TotalCount", "PageId", "Sweep", "Age",
                "Malformed", "WindowStart", "WindowEnd", "Operation", "Whatever")) {
            evil.put("CAMELPlivoMdr" + name, "evil");
        }
        for (String body : List.of(UUID, "not a uuid")) {
            Exchange result = send(route, body, evil);

            result.getMessage().getHeaders().forEach((name, value) -> {
                assertThat(name.toLowerCase(Locale.ROOT)).isNotEqualTo("camelplivomdrwhatever");
                assertThat(value).as(name).isNotEqualTo("evil");
            });
        }
    }

    /** A loop sends a second request with the same headers: without its filter that list would be wider. */
    @Test
    void theFiltersOfTheMessageStayForTheNextStep() {
        Exchange result = send("list", null, PlivoMdrConstants.MESSAGE_STATE, "failed");

        assertThat(result.getMessage().getHeader(PlivoMdrConstants.MESSAGE_STATE)).isEqualTo("failed");
    }

    /** A phone number or a text in place of a uuid must not be logged. */
    @Test
    void noMessageRepeatsABodyOrAPhoneNumber() {
        Exchange text = send("get", "Hello +4915112345678, " + BadValues.SECRET_TEXT, "x", "y");
        Exchange number = send("get", "+4915112345678", "x", "y");
        Exchange header = send("list", null, PlivoMdrConstants.FROM_NUMBER, "+4915112345678\n");
        Exchange wrong = send("list", null, PlivoMdrConstants.TO_NUMBER, "+4915112345678 \u0661");
        Exchange other = send("closed", null, PlivoMdrConstants.TO_NUMBER, "+4915112345678");

        assertThat(header.getException()).isNull();
        assertThat(List.of(text, number, wrong, other)).allSatisfy(result -> assertThat(result.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("151123", "Hello", BadValues.SECRET_TEXT)));
        assertThat(text.getException()).hasMessageContainingAll("39 characters", "letters, digits and hyphens");
    }

    private void isRefused(Exchange result, String named) {
        Exception e = result.getException();
        assertThat(server.heads).isEmpty();
        assertThat(e).isInstanceOf(IllegalArgumentException.class);
        assertThat(e.getMessage()).containsIgnoringCase(named).contains("allowed ").hasSizeLessThan(LONGEST_MESSAGE)
                .matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029]*");
        assertThat(e.getMessage().split(BadValues.SECRET_TEXT, -1)).hasSizeLessThan(8);
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).hasSizeLessThan(LONGEST_MESSAGE);
        }
    }

    private Exchange send(String route, Object body, String header, Object value) {
        return send(route, body, Collections.singletonMap(header, value));
    }

    private Exchange send(String route, Object body, Map<String, Object> headers) {
        return at.camel.createProducerTemplate().send("direct:" + route, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private Exchange ask(String options, Object body, String header, Object value) {
        return at.camel.createProducerTemplate().send(uri(options), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(header, value);
        });
    }

    private static String header(MdrFilter filter) {
        return "CamelPlivoMdr" + filter.option().substring(0, 1).toUpperCase(Locale.ROOT) + filter.option().substring(1);
    }

    private static String query(Map<String, String> options) {
        return new TreeMap<>(options).entrySet().stream().map(o -> o.getKey() + "=" + o.getValue())
                .collect(Collectors.joining("&"));
    }

    private List<String> paths() {
        return server.heads.stream().map(HeaderAttackTest::path).toList();
    }

    /** The query of each list, decoded, its parameters in order. */
    private List<String> queries() {
        return paths().stream().filter(path -> path.startsWith(LIST))
                .map(path -> Arrays.stream(path.substring(LIST.length()).split("&")).sorted()
                        .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))
                .toList();
    }

    private String lastHead() {
        return server.heads.get(server.heads.size() - 1);
    }

    private static String path(String head) {
        Matcher request = REQUEST.matcher(head);
        assertThat(request.matches()).as(head).isTrue();
        return request.group(1);
    }

    private static String response(String path) {
        Matcher record = RECORD.matcher(path);
        String body = record.matches()
                ? "{\"api_id\":\"a\",\"message_uuid\":\"" + record.group(1) + "\"}"
                : "{\"api_id\":\"a\",\"meta\":{\"limit\":20,\"offset\":0,\"next\":null,\"previous\":null},\"objects\":[]}";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
               + "\r\n\r\n" + body;
    }
}
