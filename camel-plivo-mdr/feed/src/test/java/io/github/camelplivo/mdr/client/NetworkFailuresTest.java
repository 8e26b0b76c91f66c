package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Each cause of a missing response is named, with the remedy. */
class NetworkFailuresTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final RecordingCancellation waiter = new RecordingCancellation();

    /** A resolver that is down and a name that does not exist look the same. */
    @Test
    void aNameThatCannotBeResolved() {
        PlivoException e = failure(new PlivoServer.Settings(URI.create("https://plivo.invalid")), 4);

        assertThat(e).hasMessageContaining("no response from https://plivo.invalid/")
                .hasMessageContaining(": the host name cannot be resolved: plivo.invalid")
                .hasMessageEndingWith(". Failed after 4 attempts. Check DNS, baseUrl and proxyHost.");
    }

    @Test
    void aProxyThatDoesNotExist() throws Exception {
        int port = closedPort();

        assertThat(failure(behindProxy(port), 4)).hasMessageContaining("no response from https://plivo.invalid/")
                .hasMessageEndingWith(": no connection to the proxy 127.0.0.1:" + port
                                      + " (proxyHost, proxyPort): Connection refused. Failed after 4 attempts."
                                      + " Check proxyHost and proxyPort, and whether the proxy runs.");
    }

    @Test
    void aServerThatDoesNotExist() throws Exception {
        PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("http://127.0.0.1:" + closedPort()));

        assertThat(failure(settings, 4)).hasMessageContaining(": no connection: Connect to http://127.0.0.1:")
                .hasMessageEndingWith("If it lasts, check the network, the proxy and the state of Plivo.");
    }

    /** The proxy requests credentials repeatedly. */
    @Test
    void aProxyThatRequiresCredentials() throws Exception {
        try (RawServer proxy = new RawServer(
                out -> RawServer.send(out, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"r\""
                                           + "\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(failure(behindProxy(proxy.port()), 1))
                    .hasMessageEndingWith(": the proxy 127.0.0.1:" + proxy.port() + " requires credentials (407). Sent once."
                                          + " Set them with an httpClientConfigurer, or use a proxy that requires none.");
        }
    }

    @Test
    void aProxyThatDoesNotConnect() throws Exception {
        try (RawServer proxy = new RawServer(
                out -> RawServer.send(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(failure(behindProxy(proxy.port()), 4))
                    .hasMessageContaining(
                            ": the proxy 127.0.0.1:" + proxy.port() + " did not connect but responded 502 Bad Gateway.")
                    .hasMessageEndingWith("Check whether the proxy lets this machine connect to the host of baseUrl.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               textBlock = """
                       Content-Length: 100       | no complete response from | the response is incomplete: Premature end
                       Transfer-Encoding: chunked| no complete response from | the response is incomplete: Bad chunk header
                       Content-Encoding: gzip    | no readable response from | the response does not match its Content-Encoding: Not in GZIP
                       Content-Encoding: deflate | no readable response from | the response does not match its Content-Encoding:
                       """)
    void aResponseThatContradictsItsHead(String header, String outcome, String problem) throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.send(out, OK + header + "\r\n\r\n{\"api_id\":\"a\"}"))) {
            assertThat(failure(server.settings(), 4)).hasMessageContaining(outcome + " http://127.0.0.1:")
                    .hasMessageContaining(": " + problem)
                    .hasMessageContaining(". Failed after 4 attempts. If it lasts, check ");
        }
    }

    @Test
    void aResponseThatStops() throws Exception {
        try (RawServer server = new RawServer(out -> {
            RawServer.send(out, OK + "Content-Length: 100\r\n\r\n{");
            new CountDownLatch(1).await();
        })) {
            PlivoServer.Settings settings = server.settings();
            settings.maxRetries = 0;
            settings.responseTimeout = Duration.ofMillis(500);

            assertThat(failure(settings, 1)).hasMessageContaining("no complete response from http://127.0.0.1:")
                    .hasMessageContaining(": time-out after 0.5s (responseTimeout): Read timed out. Sent once. ");
        }
    }

    @Test
    void timesAreWrittenAsInOptions() {
        assertThat(new WholeTimeoutException(Duration.ofSeconds(65), null))
                .hasMessage("time-out after 1m5s (connectTimeout + 2 x responseTimeout)");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static PlivoServer.Settings behindProxy(int port) {
        PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://plivo.invalid"));
        settings.proxyHost = "127.0.0.1";
        settings.proxyPort = port;
        return settings;
    }

    private PlivoException failure(PlivoServer.Settings settings, int attempts) {
        try (PlivoClient client = new PlivoClient(
                settings.build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime), new DriftLog(), () -> 0,
                waiter.clock())) {
            PlivoException e = catchThrowableOfType(PlivoUnavailableException.class,
                    () -> client.list(MessageQuery.builder().build(), Priority.BACKFILL, waiter));

            assertThat(e.getAttempts()).isEqualTo(attempts);
            assertThat(e.getCause()).isInstanceOf(IOException.class);
            return e;
        }
    }
}
