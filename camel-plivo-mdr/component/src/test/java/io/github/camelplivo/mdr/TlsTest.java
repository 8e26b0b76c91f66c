package io.github.camelplivo.mdr;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that Camel's TLS settings trust are trusted, for settings of the endpoint, the component or the context.
 */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;
    private static Path keys;
    private static HttpsServer server;

    private final CamelAtPlivo at = new CamelAtPlivo();

    @BeforeAll
    static void startServer() throws Exception {
        keys = directory.resolve("plivo.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "plivo",
                "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-validity", "2", "-storetype",
                "PKCS12",
                "-keystore", keys.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0).as(said).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        byte[] page = "{\"api_id\":\"a-1\",\"meta\":{},\"objects\":[]}".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @BeforeEach
    void pointThere() {
        at.component.getConfiguration().setBaseUrl("https://localhost:" + server.getAddress().getPort());
        at.start();
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void unknownCertificatesAreNotTrusted() {
        assertThat(at.request("operation=list").getException()).isInstanceOf(PlivoMdrUnavailableException.class)
                .hasMessageContaining("sslContextParameters");
    }

    @Test
    void aTrustedCertificateIsValidForItsHostOnly() {
        at.component.getConfiguration().setBaseUrl("https://127.0.0.1:" + server.getAddress().getPort());
        at.component.getConfiguration().setSslContextParameters(trusting());

        assertThat(at.request("operation=list").getException()).isInstanceOf(PlivoMdrUnavailableException.class)
                .hasMessageMatching(".*certificate is for another host \\(.*127\\.0\\.0\\.1.*\\)\\. .* Check baseUrl.*");
    }

    @Test
    void theEndpointsSettingsAreUsed() {
        at.camel.getRegistry().bind("tls", trusting());

        assertTrusted(at.request("operation=list&sslContextParameters=#tls"));
    }

    @Test
    void theComponentsSettingsAreUsed() {
        at.component.getConfiguration().setSslContextParameters(trusting());

        assertTrusted(at.request("operation=list"));
    }

    @Test
    void theContextsSettingsAreUsedIfEnabled() {
        at.camel.setSSLContextParameters(trusting());
        assertThat(at.request("operation=list").getException()).isInstanceOf(PlivoMdrUnavailableException.class);

        at.component.setUseGlobalSslContextParameters(true);
        assertTrusted(at.request("operation=list&limit=19"));
    }

    private static void assertTrusted(Exchange result) {
        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(MdrPage.class).getApiId()).isEqualTo("a-1");
    }

    private static SSLContextParameters trusting() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(keys.toUri().toString());
        store.setType("PKCS12");
        store.setPassword(PASSWORD);
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trusted);
        return parameters;
    }
}
