package io.github.camelplivo.mdr.client;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Traps 12 and 23: each kind of failure is distinguished, with a message that an on-call engineer can act on. */
class PlivoClientErrorsTest {

    private static final String JSON = "application/json";

    private final PlivoServer server = new PlivoServer();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Fault.unauthorized(), PlivoAuthenticationException.class, 401, 1,
                        "Could not verify your access level for that URL. (api_id none). Sent once. Check authId and authToken."),
                arguments(Fault.unauthorizedJson(), PlivoAuthenticationException.class, 401, 1,
                        "authentication credentials were not provided (api_id none"),
                arguments(Fault.forbidden(), PlivoAuthenticationException.class, 403, 1, "IP allow-list"),
                arguments(Fault.notFound(), PlivoNotFoundException.class, 404, 1, "not found (api_id "),
                arguments(Fault.notFoundEmptyObject(), PlivoNotFoundException.class, 404, 1, "no error text (api_id none"),
                arguments(Fault.json400("'x' is no valid value"), PlivoRejectedException.class, 400, 1,
                        ": 'x' is no valid value (api_id "),
                arguments(Fault.status(405, JSON, "{}"), PlivoRejectedException.class, 405, 1,
                        "will refuse the same request again"),
                arguments(Fault.tooManyRequests(), PlivoRateLimitedException.class, 429, 4, "too many requests (api_id "),
                arguments(Fault.tooManyRequestsText(), PlivoRateLimitedException.class, 429, 4,
                        "did not say how long to wait"),
                arguments(Fault.tooManyRequests("0.5"), PlivoRateLimitedException.class, 429, 4,
                        "Plivo requests a wait of 0.5 s"),
                arguments(Fault.serverError(), PlivoUnavailableException.class, 500, 4, "temporary failure (api_id "),
                arguments(Fault.badGatewayHtml(), PlivoUnavailableException.class, 502, 4,
                        ": 502 Bad Gateway (api_id none). Failed after 4 attempts. If it lasts, check "),
                arguments(Fault.unavailableHtml(), PlivoUnavailableException.class, 503, 4,
                        ": 503 Service Temporarily Unavailable (api_id"),
                arguments(ConnectionFault.reset(), PlivoUnavailableException.class, 0, 4, "no response"),
                arguments(ConnectionFault.resetInBody(), PlivoUnavailableException.class, 0, 4,
                        "the response is incomplete"),
                arguments(ConnectionFault.truncated(), PlivoUnavailableException.class, 0, 4, "no complete response from "),
                arguments(Fault.okHtml(), PlivoMalformedException.class, 200, 1, ": HTML, not JSON: Welcome (api_id none)"),
                arguments(Fault.okEmpty(), PlivoMalformedException.class, 200, 1, "nothing but blanks"),
                arguments(Fault.okErrorObject(), PlivoMalformedException.class, 200, 1,
                        "an error with status 200: something went wrong"),
                arguments(Fault.asyncSpawned(), PlivoMalformedException.class, 200, 1,
                        "a message instead of data: async api spawned"),
                arguments(Fault.huge(3 << 20), PlivoMalformedException.class, 200, 1, "larger than 1048576 bytes"),
                arguments(Fault.status(200, JSON, "{\"objects\":[{\"message_uuid\":\"u\",\"from_number\":\"12025550123"),
                        PlivoMalformedException.class, 200, 1,
                        ": JSON that ends too early (58 bytes) (api_id none). Sent once."),
                arguments(Fault.status(200, JSON, "[]"), PlivoMalformedException.class, 200, 1,
                        "JSON array, not a JSON object"),
                arguments(Fault.status(202, JSON, "{}"), PlivoMalformedException.class, 202, 1, "an unexpected status"),
                arguments(Fault.redirect("https://elsewhere.example/?a=b"), PlivoMalformedException.class, 308, 1,
                        "a redirect to https://elsewhere.example/"));
    }

    /** A proxy may name its requests too, but not in Plivo's JSON. */
    @Test
    void namesTheProbableSourceOfAnUnexpectedResponse() {
        server.plivo.faults().next(Fault.okErrorObject());
        assertThat(list())
                .hasMessageMatching(".*\\(api_id [0-9a-f-]+\\)\\. Sent once\\. Report it to Plivo with this api_id\\.");

        server.plivo.faults().next(Fault.okHtml());
        assertThat(list()).hasMessageEndingWith("Check that baseUrl leads to Plivo and not to a proxy or login page.");
    }

    @Test
    void doesNotMistakeTheRequestIdOfAProxyForPlivos() throws Exception {
        try (RawServer proxy = new RawServer(
                out -> RawServer.send(out,
                        "HTTP/1.1 200 OK\r\nX-Request-ID: 7\r\nConnection: close\r\n\r\n<title>Log in</title>"));
             PlivoClient client = TestClients.open(
                     proxy.settings().build(), new RequestBudget("MAACCOUNT", 600_000, 100_000), new Random(1),
                     server.waiter.clock())) {
            assertThat(catchThrowableOfType(PlivoException.class,
                    () -> client.list(MessageQuery.builder().build(), Priority.BACKFILL, server.waiter)))
                    .hasMessageContaining("HTML, not JSON: Log in (api_id 7). Sent once. Check that baseUrl leads to Plivo");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void distinguishesFailuresOfLists(
            Fault fault, Class<? extends PlivoException> type, int status, int attempts, String words) {
        server.plivo.faults().always(fault);

        check(list(), type, status, attempts, words, "Plivo list failed: ");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void distinguishesFailuresOfGets(
            Fault fault, Class<? extends PlivoException> type, int status, int attempts, String words) {
        String uuid = server.add();
        server.plivo.faults().always(fault);

        check(get(uuid), type, status, attempts, words, "Plivo get failed: ");
    }

    private void check(
            PlivoException e, Class<? extends PlivoException> type, int status, int attempts, String words,
            String operation) {
        assertThat(e).isExactlyInstanceOf(type);
        assertThat(e.getMessage()).startsWith(operation).contains(words)
                .contains("/v1/Account/" + PlivoServer.AUTH_ID + "/Message/").doesNotContain(PlivoServer.TOKEN, "12025550123")
                .doesNotContainPattern("[\\r\\n]").hasSizeLessThan(1000);
        assertThat(e.getStatusCode()).isEqualTo(status);
        assertThat(e.getAttempts()).isEqualTo(attempts);
        assertThat(server.client.requests()).isEqualTo(attempts);
        assertThat(e.getCause() != null).as("a cause if there was no response").isEqualTo(status == 0);
        assertThat(e.getUri()).startsWith(server.plivo.baseUrl().toString());
    }

    @Test
    void namesTheRequestThatFailed() {
        server.plivo.faults().next(Fault.json400("no"));

        PlivoException e = list();

        assertThat(e.getApiId()).isNotBlank();
        assertThat(e.getProblem()).isEqualTo("no");
        assertThat(e.getOperation()).isEqualTo("list");
        assertThat(e.getResponseBody()).contains("\"error\":\"no\"");
        assertThat(e.getResponseHeaders()).containsKey("content-type");
        assertThat(e).hasMessageContaining("api_id " + e.getApiId());
    }

    @Test
    void showsTheQueryWithoutPhoneNumbers() {
        server.plivo.faults().next(Fault.json400("no"));

        PlivoException e = catchThrowableOfType(PlivoException.class, () -> server.client.list(
                MessageQuery.builder().filter("from_number", "12025550123").filter("message_state", "sent").build(),
                Priority.BACKFILL, server.waiter));

        assertThat(e).hasMessageContaining("?from_number=***&message_state=sent&limit=20&offset=0");
        assertThat(e.getUri()).doesNotContain("12025550123");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"u\"},{}]}", "{}", "{\"objects\":null}",
            "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":null}]}",
            "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"\"}]}",
            "{\"api_id\":\"a\",\"objects\":[[]]}", "{\"api_id\":\"a\",\"objects\":\"x\"}",
            "{\"api_id\":\"a\",\"objects\":[],\"error\":{\"code\":1}}" })
    void takesNothingElseForAPage(String body) {
        server.plivo.faults().next(Fault.status(200, JSON, body));

        assertThat(list()).isInstanceOf(PlivoMalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "{\"api_id\":\"a\"}", "{\"message_uuid\":\"\"}", "{\"message_uuid\":null,\"message_state\":\"sent\"}" })
    void acceptsNothingElseAsARecord(String body) {
        server.plivo.faults().next(Fault.status(200, JSON, body));

        assertThat(get("u")).isInstanceOf(PlivoMalformedException.class)
                .hasMessageContaining("the record has no message_uuid");
    }

    @Test
    void keepsOnlyTheStartOfAnUnexpectedResponse() {
        server.plivo.faults().next(Fault.status(200, "text/html", "<p>" + "x".repeat(500_000)));

        assertThat(list().getResponseBody()).startsWith("<p>xxx").hasSize(1 << 16);
    }

    /** Also bytes that are not text, because the feed passes them on for diagnosis. */
    @Test
    void keepsAnUnexpectedResponseUnchanged() throws Exception {
        String body = "\uFEFF{\"objects\": [{ \u0000 ünï " + "x".repeat(100_000);
        server.plivo.faults().always(Fault.status(200, JSON, body));
        PlivoMalformedException e = (PlivoMalformedException) list();

        assertThat(e.getRawBody()).isEqualTo(body.getBytes(StandardCharsets.UTF_8)).isNotSameAs(e.getRawBody());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(e);
        assertThat(bytes.size()).isPositive();
    }

    @Test
    void keepsOneMebibyteOfAnEndlessResponse() {
        server.plivo.faults().next(Fault.huge(3 << 20));

        assertThat(((PlivoMalformedException) list()).getRawBody()).hasSize(Transport.MAX_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a/b", "../..", "a%2Fb", "a?b", "ünï", "a\nb", "a b", "{uuid}", "a.b" })
    void sendsNoInvalidUuid(String uuid) {
        IllegalArgumentException e
                = catchThrowableOfType(IllegalArgumentException.class, () -> server.client.get(uuid, server.waiter));

        assertThat(e).hasMessageContaining("letters, digits and hyphens").hasMessageMatching("[ -~]*");
        assertThat(server.client.requests()).isZero();
    }

    @Test
    void doesNotRepeatAnInvalidUuid() {
        assertThat(catchThrowableOfType(IllegalArgumentException.class,
                () -> server.client.get("a".repeat(10_000), server.waiter)))
                .hasMessageContaining("10000 characters").extracting(Throwable::getMessage).asString()
                .doesNotContain("aaaa").hasSizeLessThan(300);
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> server.client.get(null, server.waiter)))
                .hasMessageContaining("null");
    }

    private PlivoException list() {
        return catchThrowableOfType(
                PlivoException.class,
                () -> server.client.list(MessageQuery.builder().build(), Priority.BACKFILL, server.waiter));
    }

    private PlivoException get(String uuid) {
        return catchThrowableOfType(PlivoException.class, () -> server.client.get(uuid, server.waiter));
    }
}
