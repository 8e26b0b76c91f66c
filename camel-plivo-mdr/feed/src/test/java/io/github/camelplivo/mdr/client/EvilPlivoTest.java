package io.github.camelplivo.mdr.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.client.support.TokenForms;
import io.github.camelplivo.mdr.model.MdrPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * A malicious server in Plivo's place that tries to expose the token, or to exhaust memory, time or sockets.
 * {@link PlivoClientHostileServerTest}, {@link OddShapesTest} and {@link UnaskedBytesTest} have more.
 */
@Tag("slow")
class EvilPlivoTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String EMPTY = "{\"api_id\":\"a\",\"objects\":[]}";
    private static final long MOST_BYTES = 32L << 20;

    private final RecordingCancellation waiter = new RecordingCancellation();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RawServer thief = new RawServer(out -> RawServer.send(out, OK + "Content-Length: 0\r\n\r\n"));

    @BeforeEach
    void listen() {
        lines.start();
        root().addAppender(lines);
    }

    @AfterEach
    void close() throws IOException {
        root().detachAppender(lines);
        thief.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    // ---- to other servers

    static Stream<String> invitations() {
        return Stream.of(
                "HTTP/1.1 301 Moved Permanently\r\nLocation: THIEF", "HTTP/1.1 302 Found\r\nLocation: THIEF",
                "HTTP/1.1 303 See Other\r\nLocation: THIEF", "HTTP/1.1 307 Temporary Redirect\r\nLocation: THIEF",
                "HTTP/1.1 300 Multiple Choices\r\nLocation: THIEF", "HTTP/1.1 305 Use Proxy\r\nLocation: THIEF",
                "HTTP/1.1 302 Found\r\nLocation: //HOST/x", "HTTP/1.1 302 Found\r\nLocation: http://u:p@HOST/",
                "HTTP/1.1 200 OK\r\nRefresh: 0; url=THIEF", "HTTP/1.1 200 OK\r\nLink: <THIEF>; rel=next",
                "HTTP/1.1 200 OK\r\nContent-Location: THIEF", "HTTP/1.1 200 OK\r\nAlt-Svc: http/1.1=\"HOST\"; ma=86400",
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Domain=127.0.0.1; Path=/",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"THIEF\"",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer", "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                                                         + "Proxy-Authenticate: Basic realm=\"r\"",
                "HTTP/1.1 426 Upgrade Required\r\nUpgrade: h2c\r\nConnection: Upgrade",
                "HTTP/1.1 421 Misdirected Request\r\nLocation: THIEF");
    }

    @ParameterizedTest
    @MethodSource("invitations")
    void theTokenGoesNowhereElse(String invitation) throws Exception {
        String host = "127.0.0.1:" + thief.port();
        String head = invitation.replace("THIEF", "http://" + host + "/v1/").replace("HOST", host);
        String body = EMPTY.replace("[]", "[],\"meta\":{\"limit\":20,\"offset\":0,\"next\":\"http://" + host + "/next\"}");
        try (RawServer server = new RawServer(
                out -> RawServer.send(out, head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))) {
            for (int i = 0; i < 2; i++) {
                ask(server);
            }

            assertThat(server.heads).hasSize(2);
            assertThat(server.heads).allSatisfy(request -> {
                assertThat(request.lines()).filteredOn(line -> line.startsWith("Authorization:")).hasSize(1);
                assertThat(request.lines())
                        .noneMatch(line -> line.startsWith("Proxy-Authorization") || line.startsWith("Cookie"));
            });
            assertThat(thief.heads).isEmpty();
        }
    }

    // ---- to readers of logs and exceptions

    static Stream<Arguments> places() {
        Map<String, String> places = Map.ofEntries(
                Map.entry("an error in JSON", "HTTP/1.1 400 Bad\r\n\r\n{\"api_id\":\"%s\",\"error\":\"%s\"}"),
                Map.entry("an error as text", "HTTP/1.1 400 Bad\r\n\r\nyou sent %s to us"),
                Map.entry("an error in HTML", "HTTP/1.1 503 Bad\r\n\r\n<html><title>%s</title>"),
                Map.entry("a nested error", "HTTP/1.1 500 Bad\r\n\r\n{\"error\":{\"a\":[{\"b\":\"%s\"}]}}"),
                Map.entry("a reason phrase", "HTTP/1.1 400 %s\r\n\r\n{}"),
                Map.entry("known headers",
                        "HTTP/1.1 400 Bad\r\nServer: %s\r\nVia: %s\r\nX-Request-ID: %s\r\nRetry-After: %s\r\n\r\n"),
                Map.entry("a redirect", "HTTP/1.1 302 Found\r\nLocation: https://x.example/?%s#%s\r\n\r\n"),
                Map.entry("a challenge", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"%s\r\n\r\n"),
                Map.entry("a broken challenge", "HTTP/1.1 401 No\r\nWWW-Authenticate: %s,,=\r\n\r\n"),
                Map.entry("a cookie", "HTTP/1.1 400 Bad\r\nSet-Cookie: %s\r\n\r\n"),
                Map.entry("a content type", "HTTP/1.1 200 OK\r\nContent-Type: text/%s; charset=%s\r\n\r\n<p>x"),
                Map.entry("an encoding", "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n{}"),
                Map.entry("a status line", "HTTP/1.1 %s\r\n\r\n"), Map.entry("a protocol", "%s 200 OK\r\n\r\n"),
                Map.entry("a header without a colon", "HTTP/1.1 200 OK\r\n%s\r\n\r\n{}"),
                Map.entry("a content length", "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n{}"),
                Map.entry("a transfer encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n{}"),
                Map.entry("a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n{}"),
                Map.entry("a trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n%s\r\n\r\n"),
                Map.entry("no page", "HTTP/1.1 200 OK\r\n\r\n%s"),
                Map.entry("a message instead of a page", "HTTP/1.1 200 OK\r\n\r\n{\"api_id\":\"%s\",\"message\":\"%s\"}"),
                Map.entry("an invalid row", "HTTP/1.1 200 OK\r\n\r\n{\"api_id\":\"%s\",\"objects\":[{\"x\":\"%s\"}]}"),
                Map.entry("a row of another filter",
                        "HTTP/1.1 200 OK\r\n\r\n{\"objects\":[{\"message_uuid\":\"%s\",\"message_state\":\"%s\","
                                                     + "\"message_time\":\"%s\"}],\"meta\":{\"limit\":\"%s\",\"offset\":7}}"),
                Map.entry("a page",
                        "HTTP/1.1 200 OK\r\n\r\n{\"api_id\":\"%s\",\"objects\":[],\"meta\":{\"limit\":20,\"offset\":0,"
                                    + "\"next\":\"/x?%s\",\"previous\":\"%s\"}}"),
                Map.entry("a field", "HTTP/1.1 200 OK\r\n\r\n{\"objects\":[{\"message_uuid\":\"u\",\"new_%s\":1,"
                                     + "\"message_state\":\"%s\"}]}"));
        return places.entrySet().stream().map(place -> Arguments.of(place.getKey(), place.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void theTokenIsHiddenWhereverItIsRepeated(String place, String response) throws Exception {
        for (Map.Entry<String, String> form : TokenForms.of(PlivoServer.AUTH_ID, TokenForms.TOKEN).entrySet()) {
            String token = form.getValue();
            byte[] bytes = response.replace("%s", token).getBytes(StandardCharsets.UTF_8);
            try (RawServer server = new RawServer(out -> out.write(bytes))) {
                String said = describe(ask(server));

                TokenMask mask = new TokenMask(TokenForms.TOKEN);
                assertThat(mask.hide(said)).as(form.getKey()).isEqualTo(said);
                assertThat(said).as(form.getKey()).doesNotContain(token, TokenForms.TOKEN);
            }
        }
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            String text = line.getFormattedMessage() + (line.getThrowableProxy() == null
                    ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy()));
            assertThat(new TokenMask(TokenForms.TOKEN).hide(text)).isEqualTo(text);
        }
    }

    /** Everything that a route can log: the result or the error. */
    private static String describe(Object got) {
        if (got instanceof MdrPage page) {
            return page + " " + page.getApiId() + " " + page.getMeta();
        }
        StringBuilder text = new StringBuilder();
        for (Throwable cause = (Throwable) got; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            Stream.of(cause.getSuppressed()).forEach(suppressed -> text.append(suppressed).append('\n'));
        }
        PlivoException e = (PlivoException) got;
        text.append(e.getProblem()).append(e.getApiId()).append(e.getStatusText()).append(e.getRedirectLocation())
                .append(e.getResponseHeaders()).append(e.getResponseBody());
        if (e instanceof PlivoMalformedException malformed) {
            text.append(new String(malformed.getRawBody(), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    // ---- memory, time, sockets

    private record Flood(String name, String head, String piece) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Flood> floods() {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                new Flood("100 Continue", "", "HTTP/1.1 100 Continue\r\n\r\n"),
                new Flood("103 Early Hints", "", "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"),
                new Flood("102 with long headers", "", "HTTP/1.1 102 Processing\r\nX: " + "x".repeat(8_000) + "\r\n\r\n"),
                new Flood("empty lines before the status", "", "\r\n"),
                new Flood("garbage before the status", "", "garbage\r\n"),
                new Flood("a status line without an end", "HTTP/1.1 200 ", "OK "),
                new Flood("a header without an end", OK + "X: ", "xxxxxxxxxxxxxxxx"),
                new Flood("a folded header", OK + "X: y\r\n", " folded folded folded\r\n"),
                new Flood("headers", OK, "X: y\r\n"), new Flood("cookies", OK, "Set-Cookie: a=b\r\n"),
                new Flood("a chunk extension", OK + "Transfer-Encoding: chunked\r\n\r\n5", ";extension=extension"),
                new Flood("chunk extensions", chunked, "1;" + "x".repeat(5_000) + "\r\n \r\n"),
                new Flood("a chunk size without an end", chunked, "0"), new Flood("tiny chunks", chunked, "1\r\n \r\n"),
                new Flood("trailers", chunked + "2\r\n{}\r\n0\r\n", "X: y\r\n"),
                new Flood("a trailer without an end", chunked + "2\r\n{}\r\n0\r\nX: ", "xxxxxxxxxxxxxxxx"),
                new Flood("blanks", OK + "\r\n{", "                "), new Flood("open arrays", OK + "\r\n", "[[[[[[[[[[[["),
                new Flood("digits", OK + "\r\n{\"objects\":[],\"x\":1", "99999999999999"),
                new Flood("keys", OK + "\r\n{\"objects\":[]", ",\"AaAaBBBB\":1,\"BBBBAaAa\":2"),
                new Flood("rows", OK + "\r\n{\"objects\":[{}", ",{}"),
                new Flood("an error page", "HTTP/1.1 500 No\r\n\r\n<html>", "<script </script <title"),
                new Flood("an error in an error", "HTTP/1.1 500 No\r\n\r\n", "{\"error\":"),
                new Flood("a body that has no end", OK + "Content-Length: 10\r\n\r\n{\"a\":true}", "HTTP/1.1 200 OK\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void noFloodExhaustsMemoryOrTime(Flood flood) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawServer server = new RawServer(out -> pour(out, flood, sent))) {
            assertTimeoutPreemptively(Duration.ofSeconds(15),
                    () -> assertThat(ask(server)).isInstanceOf(PlivoException.class));
            await(server);
            // bytes that are discarded immediately may arrive until the time limit
            if (!flood.head().isEmpty() && !flood.name().equals("chunk extensions")) {
                assertThat(sent).hasValueLessThan(MOST_BYTES);
            }
        }
    }

    private static void pour(OutputStream out, Flood flood, AtomicLong sent) throws IOException {
        RawServer.send(out, flood.head());
        byte[] pieces = flood.piece().repeat(Math.max(1, 4_096 / flood.piece().length())).getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(pieces);
            sent.addAndGet(pieces.length);
        }
    }

    /** Until the client has closed the connection: nothing is left behind. */
    private static void await(RawServer server) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.connections() == 0);
    }

    @Test
    void noBombIsUnpacked() throws Exception {
        List<byte[]> bombs = new ArrayList<>();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream zip = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
            zip.write(new byte[64 << 20]);
        }
        bombs.add(("Content-Encoding: deflate\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bombs.add(deflated.toByteArray());
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 64; i++) {
            try (OutputStream zip = new GZIPOutputStream(members)) {
                zip.write(new byte[1 << 20]);
            }
        }
        bombs.add(("Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bombs.add(members.toByteArray());
        for (int i = 0; i < bombs.size(); i += 2) {
            byte[] head = bombs.get(i);
            byte[] body = bombs.get(i + 1);
            try (RawServer server = new RawServer(out -> {
                RawServer.send(out, OK);
                out.write(head);
                out.write(body);
            })) {
                assertThat(ask(server)).isInstanceOf(PlivoMalformedException.class).asString()
                        .contains("larger than 1048576 bytes");
            }
        }
    }

    private Object ask(RawServer server) {
        try (PlivoClient client = client(server)) {
            return ask(client);
        }
    }

    private Object ask(PlivoClient client) {
        try {
            return client.list(MessageQuery.builder().filter("message_state", "sent").build(), Priority.BACKFILL, waiter);
        } catch (PlivoException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PlivoClient client(RawServer server) {
        PlivoServer.Settings settings = server.settings();
        settings.token = TokenForms.TOKEN;
        settings.maxRetries = 0;
        settings.connectTimeout = Duration.ofSeconds(1);
        settings.responseTimeout = Duration.ofSeconds(1);
        return new PlivoClient(
                settings.build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime), new DriftLog(), () -> 0,
                waiter.clock());
    }
}
