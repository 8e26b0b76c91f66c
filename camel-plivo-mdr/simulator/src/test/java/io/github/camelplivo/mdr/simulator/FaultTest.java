package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FaultTest {

    @RegisterExtension
    final PlivoSimulatorExtension extension
            = new PlivoSimulatorExtension(PlivoSimulator.builder().clock(new TestClock()).unlimited());

    private PlivoSimulator plivo;
    private Reader reader;
    private String uuid;

    @BeforeEach
    void start(PlivoSimulator plivo) {
        this.plivo = plivo;
        reader = new Reader(plivo);
        uuid = plivo.account().add(NOW.minusSeconds(1));
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                arguments(Fault.status(418, "text/plain", "short and stout"), 418, "text/plain", "short and stout"),
                arguments(Fault.json400("no such thing"), 400, "application/json", "\"error\":\"no such thing\""),
                arguments(Fault.unauthorized(), 401, "text/plain", "Could not verify your access level for that URL."),
                arguments(Fault.unauthorizedJson(), 401, "application/json", "credentials were not provided"),
                arguments(Fault.forbidden(), 403, "application/json", "\"error\":\""),
                arguments(Fault.notFound(), 404, "application/json", "\"error\":\"not found\""),
                arguments(Fault.notFoundEmptyObject(), 404, "application/json", "{}"),
                arguments(Fault.tooManyRequests(), 429, "application/json", "\"error\":\"too many requests\""),
                arguments(Fault.tooManyRequestsText(), 429, "text/plain", "too many requests"),
                arguments(Fault.serverError(), 500, "application/json", "\"error\":\"temporary failure\""),
                arguments(Fault.badGatewayHtml(), 502, "text/html", "<title>502 Bad Gateway</title>"),
                arguments(Fault.unavailableHtml(), 503, "text/html", "<title>503 Service Temporarily Unavailable</title>"),
                arguments(Fault.okHtml(), 200, "text/html", "<html>"),
                arguments(Fault.okEmpty(), 200, "application/json", ""),
                arguments(Fault.okErrorObject(), 200, "application/json", "\"error\":\""),
                arguments(Fault.asyncSpawned(), 200, "application/json", "\"message\":\"async api spawned\""),
                arguments(Fault.redirect("https://elsewhere.example/"), 308, "text/html", "308"));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void replacesOneResponse(Fault fault, int status, String type, String text) {
        plivo.faults().next(fault);

        HttpResponse<String> faulty = reader.list();
        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(faulty.body()).contains(text);
        assertThat(plivo.requests().get(0).status()).isEqualTo(status);
        assertThat(reader.uuids()).containsExactly(uuid);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "0.5", "Wed, 21 Oct 2026 07:28:00 GMT", "soon" })
    void a429CanHaveARetryAfter(String retryAfter) {
        plivo.faults().next(Fault.tooManyRequests(retryAfter));

        assertThat(reader.list().headers().firstValue("Retry-After")).contains(retryAfter);
    }

    @Test
    void aRedirectNamesItsTarget() {
        plivo.faults().next(Fault.redirect("https://elsewhere.example/"));

        assertThat(reader.list().headers().firstValue("Location")).contains("https://elsewhere.example/");
    }

    @Test
    void faultsComeInTheirOrderToRequestsOfTheirKind() {
        plivo.faults().nextGet(Fault.notFound()).next(Fault.serverError(), 2).nextList(Fault.forbidden());

        assertThat(reader.list().statusCode()).isEqualTo(500);
        assertThat(reader.message(uuid).statusCode()).isEqualTo(404);
        assertThat(reader.message(uuid).statusCode()).isEqualTo(500);
        assertThat(reader.message(uuid).statusCode()).isEqualTo(200);
        assertThat(reader.list().statusCode()).isEqualTo(403);
        assertThat(reader.list().statusCode()).isEqualTo(200);
    }

    @Test
    void aPermanentFaultFollowsThePlannedOnesUntilCleared() {
        plivo.faults().always(Fault.unavailableHtml()).next(Fault.serverError());

        assertThat(reader.list().statusCode()).isEqualTo(500);
        assertThat(reader.list().statusCode()).isEqualTo(503);
        assertThat(reader.message(uuid).statusCode()).isEqualTo(503);
        plivo.faults().clear();
        assertThat(reader.list().statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultyRequestCountsAgainstTheLimits() {
        try (PlivoSimulator limited = PlivoSimulator.builder().listRequestsPerMinute(1).start()) {
            limited.faults().next(Fault.serverError(), 2);
            Reader limitedReader = new Reader(limited);

            assertThat(limitedReader.list().statusCode()).isEqualTo(500);
            assertThat(limitedReader.list().statusCode()).as("over the limit, but planned faults come first").isEqualTo(500);
            assertThat(limitedReader.list().statusCode()).isEqualTo(429);
        }
    }

    @Test
    void aPageCanLackItsMetaOrItsObjects() {
        plivo.faults().next(PageFault.withoutMeta()).next(PageFault.withNullMeta())
                .next(PageFault.withoutObjects()).next(PageFault.withNullObjects());

        assertThat(reader.page().has("meta")).isFalse();
        assertThat(reader.page().get("meta").isNull()).isTrue();
        assertThat(reader.page().has("objects")).isFalse();
        JsonNode page = reader.page();
        assertThat(page.get("objects").isNull()).isTrue();
        assertThat(page.at("/meta/limit").asInt()).as("the rest is unchanged").isEqualTo(20);
    }

    @Test
    void faultsOfPagesDoNotChangeARecord() {
        plivo.faults().nextGet(PageFault.withoutMeta()).nextGet(PageFault.withNullObjects());

        assertThat(reader.record(uuid).has("objects")).isFalse();
        assertThat(reader.record(uuid).get("message_uuid").asText()).isEqualTo(uuid);
    }

    @Test
    void anyResponseCanHaveTheDateOfAnotherClock() {
        Instant date = Instant.parse("1970-01-01T00:00:05Z");
        plivo.faults().next(Fault.date(date)).next(Fault.unavailableHtml().dated(date));

        HttpResponse<String> truth = reader.list();
        assertThat(truth.headers().firstValue("Date")).contains("Thu, 01 Jan 1970 00:00:05 GMT");
        assertThat(Reader.uuids(Reader.json(truth))).containsExactly(uuid);
        HttpResponse<String> error = reader.list();
        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.headers().firstValue("Date")).contains("Thu, 01 Jan 1970 00:00:05 GMT");
        assertThat(reader.list().headers().firstValue("Date")).contains("Tue, 10 Mar 2026 12:00:00 GMT");
    }

    @Test
    void theResponseToThePreviousRequestCanBeRepeated() {
        plivo.faults().nextList(Fault.answerToThePrevious());
        assertThat(reader.uuids()).as("there was no previous request").containsExactly(uuid);
        plivo.faults().nextList(Fault.answerToThePrevious());

        assertThat(reader.page("offset", "7").at("/meta/offset").asInt()).isZero();
        plivo.faults().nextList(Fault.answerToThePrevious());
        assertThat(reader.page().at("/meta/offset").asInt()).as("of the request, not of the repeated response").isEqualTo(7);
        assertThat(reader.uuids()).containsExactly(uuid);
    }

    @Test
    void aGatewayCanDropParameters() {
        String[] parameters = { "message_time__lt", "2026-03-10 11:00:00", "limit", "5" };
        plivo.faults().nextList(Fault.withoutParameters("message_time__lt", "message_time__gte"));

        JsonNode page = reader.page(parameters);
        assertThat(Reader.uuids(page)).containsExactly(uuid);
        assertThat(page.at("/meta/limit").asInt()).isEqualTo(5);
        assertThat(reader.uuids(parameters)).isEmpty();
        assertThat(plivo.requests().get(0).query()).as("the log has the request as it was received")
                .containsKey("message_time__lt");
    }

    @Test
    void aTruncatedBodyIsShorterThanItsLengthAndClosesInAnOrderlyWay() throws IOException {
        plivo.faults().next(ConnectionFault.truncated());

        Wire.Received received = receive();
        assertThat(received.reset()).isFalse();
        assertThat(received.text()).startsWith("HTTP/1.1 200 OK");
        assertThat(received.body()).startsWith("{\"api_id\"").hasSize(received.contentLength() / 2);
    }

    @Test
    void aResetComesBeforeAnyByte() throws IOException {
        plivo.faults().next(ConnectionFault.reset());

        assertThat(receive()).isEqualTo(new Wire.Received("", true));
        assertThat(plivo.requests().get(0).status()).isZero();
        assertThat(reader.list().statusCode()).isEqualTo(200);
    }

    @Test
    void aResetComesInsideTheBody() throws IOException {
        plivo.faults().next(ConnectionFault.resetInBody());

        // a reset may discard bytes that were sent before it
        Wire.Received received = receive();
        assertThat(received.reset()).isTrue();
        assertThat(received.text()).satisfiesAnyOf(
                text -> assertThat(text).isEmpty(),
                text -> assertThat(received.body().length()).isLessThan(received.contentLength()));
    }

    @Test
    void aStallDelaysTheRegularResponse() {
        plivo.faults().next(ConnectionFault.stall(Duration.ofMillis(300)));
        Instant start = Instant.now();

        assertThat(reader.uuids()).containsExactly(uuid);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void closingEndsAStall() throws Exception {
        plivo.faults().next(ConnectionFault.stall(Duration.ofDays(1)));
        CountDownLatch arrived = new CountDownLatch(1);
        plivo.onRequest(request -> arrived.countDown());
        CompletableFuture<Wire.Received> received = CompletableFuture.supplyAsync(this::receiveUnchecked);

        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        plivo.close();
        assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(new Wire.Received("", true));
    }

    @Test
    void aDrippedBodyIsCompleteButSlow() {
        plivo.faults().next(ConnectionFault.dripped(Duration.ofMillis(300)));
        Instant start = Instant.now();

        assertThat(reader.uuids()).containsExactly(uuid);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void closingEndsADrip() throws Exception {
        plivo.faults().next(ConnectionFault.dripped(Duration.ofDays(1)));
        CountDownLatch arrived = new CountDownLatch(1);
        plivo.onRequest(request -> arrived.countDown());
        CompletableFuture<Wire.Received> received = CompletableFuture.supplyAsync(this::receiveUnchecked);

        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        plivo.close();
        assertThat(received.get(20, TimeUnit.SECONDS).reset()).isTrue();
    }

    @Test
    void latencyDelaysEachResponse() {
        try (PlivoSimulator slow = PlivoSimulator.builder().latency(Duration.ofMillis(200)).start()) {
            Instant start = Instant.now();
            new Reader(slow).page();

            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aHugeBodyHasTheRequestedLength() throws IOException {
        long bytes = 64L * 1024 * 1024;
        plivo.faults().next(Fault.huge(bytes));

        HttpResponse<InputStream> response = reader.stream(reader.listPath());
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(bytes);
        try (InputStream body = response.body()) {
            assertThat(new String(body.readNBytes(10), StandardCharsets.UTF_8)).isEqualTo("{\"api_id\":");
            body.skipNBytes(bytes - 10);
            assertThat(body.read()).isNegative();
        }
    }

    @Test
    void closingEndsAHugeBodyThatTheClientDoesNotRead() throws Exception {
        plivo.faults().next(Fault.huge(Long.MAX_VALUE));
        try (Wire wire = new Wire(plivo)) {
            wire.get(reader.listPath());

            CompletableFuture.runAsync(plivo::close).get(20, TimeUnit.SECONDS);
        }
    }

    private Wire.Received receive() throws IOException {
        try (Wire wire = new Wire(plivo)) {
            wire.get(reader.listPath());
            return wire.readToTheEnd();
        }
    }

    private Wire.Received receiveUnchecked() {
        try {
            return receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
