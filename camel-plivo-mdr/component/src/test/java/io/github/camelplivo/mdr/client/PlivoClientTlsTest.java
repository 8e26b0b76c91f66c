package io.github.camelplivo.mdr.client;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RecordingCancellation;
import io.github.camelplivo.mdr.budget.RequestBudget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The server's certificate is checked, against the user's SSLContext if there is one, and the host's name with it. */
class PlivoClientTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final MessageQuery ALL = MessageQuery.builder().build();

    @TempDir
    private static Path directory;
    private static SSLContext trusting;
    private static SSLContext serving;
    private static RawServer server;

    @BeforeAll
    static void start() throws Exception {
        Path file = directory.resolve("plivo.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "plivo",
                "-keyalg", "EC",
                "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore",
                file.toString(),
                "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0).as(said).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("plivo", keys.getCertificate("plivo"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        serving = SSLContext.getInstance("TLS");
        serving.init(keyManagers.getKeyManagers(), null, null);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trustManagers.getTrustManagers(), null);
        ServerSocket socket = serving.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = new RawServer(
                out -> RawServer.send(out,
                        "HTTP/1.1 200 OK\r\nContent-Length: 29\r\nConnection: close\r\n\r\n{\"api_id\":\"a\",\"objects\":null}"),
                socket);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void trustsWhomTheSslContextTrusts() throws Exception {
        try (PlivoClient client = client("localhost", trusting)) {
            assertThat(client.list(ALL, Priority.BACKFILL, new RecordingCancellation()).getApiId()).isEqualTo("a");
        }
    }

    /** TLS 1.3 sends session tickets on their own: bytes on the socket, which are no unasked answer. */
    @ParameterizedTest
    @ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
    void keepsAnEncryptedConnection(String protocol) throws Exception {
        SSLServerSocket socket
                = (SSLServerSocket) serving.getServerSocketFactory().createServerSocket(0, 50,
                        InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] { protocol });
        try (KeepAliveServer tls = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok("{\"api_id\":\"a\",\"objects\":[]}")), socket)) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://localhost:" + tls.port()));
            settings.ssl = trusting;
            try (PlivoClient client = tls.client(settings)) {
                for (int i = 0; i < 60; i++) {
                    client.list(ALL, Priority.BACKFILL, tls.waiter);
                }

                assertThat(client.requests()).isEqualTo(60);
                assertThat(tls.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void seesUnaskedBytesOnAnEncryptedConnection() throws Exception {
        try (KeepAliveServer tls = new KeepAliveServer((request, out) -> {
            String answer = KeepAliveServer.ok("{\"api_id\":\"" + request.number() + "\",\"objects\":[]}");
            KeepAliveServer.send(out, answer + answer);
        }, serving.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()))) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://localhost:" + tls.port()));
            settings.ssl = trusting;
            try (PlivoClient client = tls.client(settings)) {
                for (int i = 1; i <= 5; i++) {
                    assertThat(client.list(ALL, Priority.BACKFILL, tls.waiter).getApiId()).isEqualTo("" + i);
                }

                assertThat(client.requests()).isEqualTo(5);
            }
        }
    }

    /** The proxy sees a name, a port and encrypted bytes. */
    @Test
    void asksThroughTheTunnelOfAProxy() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(server.port())) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://localhost:" + server.port()));
            settings.ssl = trusting;
            settings.proxyHost = "127.0.0.1";
            settings.proxyPort = proxy.port();
            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                assertThat(client.list(ALL, Priority.BACKFILL, new RecordingCancellation()).getApiId()).isEqualTo("a");
            }

            assertThat(proxy.heads).singleElement().asString().startsWith("CONNECT localhost:" + server.port())
                    .doesNotContain("Authorization", "/v1/");
            assertThat(server.heads).last().asString().contains("Authorization: Basic ");
        }
    }

    @Test
    void trustsNobodyElseAndDoesNotTryAgain() {
        try (PlivoClient client = client("localhost", null)) {
            PlivoMdrException e = catchThrowableOfType(PlivoMdrException.class,
                    () -> client.list(ALL, Priority.BACKFILL, new RecordingCancellation()));

            assertThat(e).isInstanceOf(PlivoMdrUnavailableException.class)
                    .hasMessageContaining("the server's certificate is not trusted")
                    .hasMessageContaining("sslContextParameters")
                    .hasMessageContaining("1 attempt");
            assertThat(e.getStatusCode()).isZero();
        }
    }

    @Test
    void trustsNoCertificateOfAnotherHost() {
        try (PlivoClient client = client("127.0.0.1", trusting)) {
            assertThat(catchThrowableOfType(PlivoMdrException.class,
                    () -> client.list(ALL, Priority.BACKFILL, new RecordingCancellation())))
                    .isInstanceOf(PlivoMdrUnavailableException.class)
                    .hasMessageContaining("the server's certificate is not trusted")
                    .hasMessageContaining("127.0.0.1");
        }
    }

    private static PlivoClient client(String host, SSLContext ssl) {
        PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://" + host + ":" + server.port()));
        settings.ssl = ssl;
        return new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC());
    }
}
