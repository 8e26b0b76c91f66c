package io.github.camelplivo.mdr.client;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.client.support.TestCertificates;
import io.github.camelplivo.mdr.client.support.TunnelProxy;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
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

    private static final char[] PASSWORD = "of-the-proxy".toCharArray();
    private static final MessageQuery ALL = MessageQuery.builder().build();

    @TempDir
    private static Path directory;
    private static TestCertificates certificates;
    private static SSLContext trusting;
    private static SSLContext serving;
    private static RawServer server;

    @BeforeAll
    static void start() throws Exception {
        certificates = new TestCertificates(directory);
        trusting = certificates.trusting();
        serving = certificates.serving("-1d");
        server = server(serving);
    }

    private static RawServer server(SSLContext context) throws Exception {
        return new RawServer(
                out -> RawServer.send(out,
                        "HTTP/1.1 200 OK\r\nContent-Length: 29\r\nConnection: close\r\n\r\n{\"api_id\":\"a\",\"objects\":null}"),
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void trustsTheCertificatesOfTheSslContext() throws Exception {
        try (PlivoClient client = client("localhost", server, trusting)) {
            assertThat(client.list(ALL, Priority.BACKFILL, new RecordingCancellation()).getApiId()).isEqualTo("a");
        }
    }

    /** TLS 1.3 sends session tickets on their own: bytes on the socket that are not an unsolicited response. */
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
    void detectsUnsolicitedBytesOnAnEncryptedConnection() throws Exception {
        try (KeepAliveServer tls = new KeepAliveServer((request, out) -> {
            String response = KeepAliveServer.ok("{\"api_id\":\"" + request.number() + "\",\"objects\":[]}");
            KeepAliveServer.send(out, response + response);
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
    void requestsThroughTheTunnelOfAProxy() throws Exception {
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

    /** As the message about a 407 recommends. */
    @Test
    void givesAProxyTheCredentialsOfTheConfigurer() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(server.port(), true)) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://localhost:" + server.port()));
            settings.ssl = trusting;
            settings.proxyHost = "127.0.0.1";
            settings.proxyPort = proxy.port();
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope("127.0.0.1", proxy.port()), new UsernamePasswordCredentials("user", PASSWORD));
            settings.configurer = builder -> builder.setDefaultCredentialsProvider(credentials);
            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                assertThat(client.list(ALL, Priority.BACKFILL, new RecordingCancellation()).getApiId()).isEqualTo("a");
            }

            assertThat(server.heads).last().asString().doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void trustsNoOtherCertificate() {
        PlivoException e = failure("localhost", server, null);

        assertThat(e).hasMessageContaining(": the server's certificate is not trusted (PKIX path building failed")
                .hasMessageEndingWith("). Sent once. Check sslContextParameters and the JVM's trust store, and whether a proxy"
                                      + " answers in Plivo's place.");
    }

    @Test
    void trustsNoCertificateOfAnotherHost() {
        PlivoException e = failure("127.0.0.1", server, trusting);

        assertThat(e).hasMessageMatching(
                ".*: the server's certificate is for another host \\(.*127\\.0\\.0\\.1.*\\)\\. Sent once\\."
                                         + " Check baseUrl, and whether a proxy answers in Plivo's place\\.");
    }

    /** A wrong clock is the usual reason. */
    @ParameterizedTest
    @ValueSource(strings = { "-20d", "+5d" })
    void trustsNoExpiredCertificate(String startDate) throws Exception {
        try (RawServer elsewhen = server(certificates.serving(startDate))) {
            PlivoException e = failure("localhost", elsewhen, trusting);

            assertThat(e).hasMessageMatching(
                    ".*: the server's certificate has expired or is not valid yet \\(Not(After|Before): .*\\)\\. Sent once\\."
                                             + " Check the clock of this machine \\(NTP\\); if it is correct, the owner of the"
                                             + " certificate must renew it\\.");
        }
    }

    /** Another attempt would receive the same certificate. */
    private static PlivoException failure(String host, RawServer at, SSLContext ssl) {
        try (PlivoClient client = client(host, at, ssl)) {
            PlivoException e = catchThrowableOfType(PlivoException.class,
                    () -> client.list(ALL, Priority.BACKFILL, new RecordingCancellation()));

            assertThat(e).isInstanceOf(PlivoUnavailableException.class);
            assertThat(e.getStatusCode()).isZero();
            assertThat(e.getAttempts()).isOne();
            return e;
        }
    }

    private static PlivoClient client(String host, RawServer at, SSLContext ssl) {
        PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://" + host + ":" + at.port()));
        settings.ssl = ssl;
        return new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC());
    }
}
