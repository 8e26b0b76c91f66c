package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** A proxy learns only the name of Plivo's host, whatever it responds, and delays no caller. */
class EvilProxyTest {

    private final RecordingCancellation waiter = new RecordingCancellation();

    static Stream<String> responses() {
        return Stream.of(
                "HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 Auth\r\nProxy-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 Auth\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 Auth\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 Auth\r\nProxy-Authenticate: ,,=\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 Auth\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"api_id\":\"a\",\"objects\":[]}",
                "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"api_id\":\"a\",\"objects\":[]}",
                "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\n\u0015\u0003",
                "SSH-2.0-OpenSSH\r\n", "", "\u0016\u0003\u0003\u0000\u0000");
    }

    @ParameterizedTest
    @MethodSource("responses")
    void learnsNothing(String response) throws Exception {
        try (RawServer proxy = new RawServer(out -> RawServer.send(out, response))) {
            assertFails(proxy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.1 100 Continue\r\n\r\n", "X: y\r\n", "\r\n", "x", "HTTP/1.1 407 A\r\nX: y\r\n" })
    void delaysNoCaller(String flood) throws Exception {
        try (RawServer proxy = new RawServer(out -> {
            while (true) {
                RawServer.send(out, flood.repeat(500));
            }
        })) {
            assertFails(proxy);
        }
    }

    private void assertFails(RawServer proxy) {
        PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://api.plivo.example"));
        settings.proxyHost = "127.0.0.1";
        settings.proxyPort = proxy.port();
        settings.maxRetries = 0;
        settings.connectTimeout = Duration.ofSeconds(1);
        settings.responseTimeout = Duration.ofSeconds(1);
        try (PlivoClient client = new PlivoClient(
                settings.build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime), new DriftLog(), () -> 0,
                waiter.clock())) {
            assertTimeoutPreemptively(Duration.ofSeconds(15), () -> assertThat(
                    org.assertj.core.api.Assertions.catchThrowable(
                            () -> client.list(MessageQuery.builder().build(), Priority.BACKFILL, waiter)))
                    .isInstanceOf(PlivoUnavailableException.class).hasCauseInstanceOf(IOException.class));
        }
        assertThat(proxy.heads).isNotEmpty().allSatisfy(head -> assertThat(head).startsWith("CONNECT api.plivo.example:443 ")
                .doesNotContain("uthorization", "/v1/", PlivoServer.AUTH_ID, "Cookie"));
    }
}
