package io.github.camelplivo.mdr;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.TOKEN;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.basic;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers of an exchange stay in it, and headers of Plivo stay with Plivo. Other components pass them on, and an
 * {@code Authorization} or a {@code CamelHttpUri} of an earlier step has been sent to unintended servers.
 */
class HeadersTest {

    private static final Map<String, Object> FOREIGN = Map.ofEntries(
            Map.entry("Authorization", "Bearer evil"), Map.entry("Cookie", "session=evil"), Map.entry("X-Secret", "evil"),
            Map.entry("Host", "evil.example"), Map.entry("Proxy-Authorization", "evil"), Map.entry("User-Agent", "evil"),
            Map.entry("Content-Type", "evil/evil"), Map.entry("message_state", "evil"), Map.entry("limit", "1"),
            Map.entry(Exchange.HTTP_URI, "http://evil.example/"), Map.entry(Exchange.HTTP_PATH, "/evil"),
            Map.entry(Exchange.HTTP_QUERY, "evil=1"), Map.entry(Exchange.HTTP_RAW_QUERY, "evil=1"),
            Map.entry(Exchange.HTTP_METHOD, "DELETE"), Map.entry("CamelRestHttpUri", "http://evil.example/"));

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @CsvSource({ "get,''", "list,limit=20&offset=0" })
    void noHeaderOfTheExchangeReachesPlivo(String operation, String query) {
        String uuid = at.add(1, 1).get(0);

        Exchange result = at.request("operation=" + operation, uuid, FOREIGN);

        assertThat(result.getException()).isNull();
        ReceivedRequest request = at.lastRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/v1/Account/" + AUTH_ID + "/Message/" + (query.isEmpty() ? uuid + "/" : ""));
        assertThat(request.query()).isEqualTo(query.isEmpty() ? Map.of() : Map.of("limit", "20", "offset", "0"));
        assertThat(request.headers()).containsEntry("Authorization", "Basic " + basic(TOKEN));
        assertThat(request.headers().toString()).doesNotContain("evil");
        assertThat(names(request.headers())).isSubsetOf("authorization", "accept", "accept-encoding", "host", "connection",
                "user-agent");
    }

    @Test
    void headersOfTheExchangeAreStillThereAfterwards() {
        Exchange result = at.request("operation=list", FOREIGN);

        assertThat(result.getMessage().getHeaders()).containsAllEntriesOf(FOREIGN);
    }

    @ParameterizedTest
    @CsvSource({ "get", "list", "listAll" })
    void noHeaderOfPlivoBecomesAHeaderOfTheExchange(String operation) {
        String uuid = at.add(1, 1).get(0);

        Exchange result = at.request("operation=" + operation, uuid, Map.of());

        assertThat(result.getMessage().getHeaders().keySet()).isSubsetOf(ours());
    }

    @Test
    void noHeaderOfAnErrorBecomesAHeaderOfTheExchange() {
        at.plivo.faults().next(Fault.tooManyRequests("9"));

        assertThat(at.request("operation=list").getMessage().getHeaders()).isEmpty();
    }

    @Test
    void aFeedHasOnlyTheHeadersThatAreListed() throws Exception {
        at.add(30, 60);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("")).to("mock:pages");
            }
        });
        at.mock("pages").expectedMinimumMessageCount(2);
        MockEndpoint.assertIsSatisfied(at.camel);

        Map<String, Object> headers = at.mock("pages").getExchanges().get(0).getMessage().getHeaders();
        assertThat(headers.keySet()).isSubsetOf(ours()).contains(PlivoMdrConstants.API_ID, PlivoMdrConstants.LIMIT,
                PlivoMdrConstants.OFFSET, PlivoMdrConstants.PAGE_ID, PlivoMdrConstants.SWEEP, PlivoMdrConstants.WINDOW_START,
                PlivoMdrConstants.WINDOW_END);
        assertThat(at.plivo.requests()).allSatisfy(
                request -> assertThat(names(request.headers())).doesNotContain("breadcrumbid", "x-secret"));
    }

    @Test
    void everyHeaderBeginsWithTheNameOfTheComponent() {
        assertThat(ours()).hasSizeGreaterThan(20).allMatch(name -> name.startsWith("CamelPlivoMdr"));
    }

    private static Set<String> ours() {
        return Arrays.stream(PlivoMdrConstants.class.getFields()).filter(f -> Modifier.isStatic(f.getModifiers()))
                .map(HeadersTest::value).collect(Collectors.toSet());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> names(Map<String, String> headers) {
        return new HashMap<>(headers).keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
