package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The client reads a body of any length, whether or not the server states the length. The server is the JDK's. */
class BodyLengthTest {

    private static final String UUID = "0d5b7a2e";

    @ParameterizedTest
    @CsvSource({
            "100, true", "100, false", "32767, true", "32767, false", "32768, true", "32768, false", "32769, true",
            "32769, false", "65536, false", "65537, false", "300000, true", "300000, false", "1048576, true",
            "1048576, false" })
    void readsABodyOfAnyLength(int length, boolean stated) throws Exception {
        byte[] body = body(length);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> respond(exchange, body, stated));
        server.start();
        RecordingCancellation waiter = new RecordingCancellation();
        URI url = URI.create("http://localhost:" + server.getAddress().getPort());
        try (PlivoClient client = new PlivoClient(
                new PlivoServer.Settings(url).build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime),
                new DriftLog(), () -> 0, waiter.clock())) {
            assertThat(client.get(UUID, waiter).toBytes()).isEqualTo(body);
        } finally {
            server.stop(0);
        }
    }

    private static byte[] body(int length) {
        String start = "{\"message_uuid\":\"" + UUID + "\",\"note\":\"";
        String end = "\"}";
        return (start + "x".repeat(length - start.length() - end.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    private static void respond(HttpExchange exchange, byte[] body, boolean stated) throws IOException {
        exchange.sendResponseHeaders(200, stated ? body.length : 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
