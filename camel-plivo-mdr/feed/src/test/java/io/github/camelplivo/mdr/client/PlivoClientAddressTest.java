package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.simulator.Fault;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Trap 21: the token goes to Plivo only, whatever a server responds; but through the proxy, if there is one.
 */
class PlivoClientAddressTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();
    private static final String PAGE
            = "HTTP/1.1 200 OK\r\nContent-Length: 29\r\nConnection: close\r\n\r\n{\"api_id\":\"a\",\"objects\":null}";

    @ParameterizedTest
    @ValueSource(strings = {
            "http://127.0.0.1:PORT/v1/", "http://localhost:PORT/v1/", "http://user:pass@127.0.0.1:PORT/", "/other/" })
    void followsNoRedirect(String location) throws Exception {
        try (PlivoServer server = new PlivoServer(); RawServer thief = new RawServer(out -> RawServer.send(out, PAGE))) {
            server.plivo.faults().next(Fault.redirect(location.replace("PORT", String.valueOf(thief.port()))));

            assertThatThrownBy(() -> server.client.list(ALL, Priority.BACKFILL, server.waiter))
                    .isInstanceOf(PlivoMalformedException.class)
                    .hasMessageContaining("status 308").hasMessageContaining("which is not followed").message()
                    .doesNotContain("user:pass");

            assertThat(thief.heads).isEmpty();
            assertThat(server.plivo.requests()).hasSize(1);
        }
    }

    /** {@code PlivoClientTlsTest} sends requests through the tunnel of a proxy. */
    @Test
    void refusesPlainHttpThroughAProxyOfAConfigurer() throws Exception {
        try (RawServer proxy = new RawServer(out -> RawServer.send(out, PAGE)); RawServer plivo = new RawServer(out -> {
        })) {
            PlivoServer.Settings settings = plivo.settings();
            settings.configurer = builder -> builder.setProxy(new HttpHost("127.0.0.1", proxy.port()));

            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                assertThatThrownBy(() -> client.list(ALL, Priority.BACKFILL, new RecordingCancellation()))
                        .hasMessageContaining("the request was not sent").hasMessageContaining("in clear");
            }

            assertThat(proxy.heads).isEmpty();
            assertThat(plivo.heads).isEmpty();
        }
    }

    @Test
    void revealsOnlyTheHostToAProxyIfPlivoIsHttps() throws Exception {
        try (RawServer proxy = new RawServer(
                out -> RawServer.send(out, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("https://api.plivo.example"));
            settings.proxyHost = "127.0.0.1";
            settings.proxyPort = proxy.port();
            settings.maxRetries = 0;

            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                assertThatThrownBy(() -> client.list(ALL, Priority.BACKFILL, new RecordingCancellation()))
                        .isInstanceOf(PlivoUnavailableException.class)
                        .hasMessageContaining("did not connect but responded 403 Forbidden");
            }

            assertThat(proxy.heads).hasSize(1);
            assertThat(proxy.heads.get(0)).startsWith("CONNECT api.plivo.example:443 ").doesNotContain("Authorization", "/v1/");
        }
    }

    @Test
    void keepsThePathOfTheBaseUrl() throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.send(out, PAGE))) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create(server.url() + "/mirror/plivo/"));
            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                client.list(ALL, Priority.BACKFILL, new RecordingCancellation());
            }

            assertThat(server.heads.get(0))
                    .startsWith("GET /mirror/plivo/v1/Account/" + PlivoServer.AUTH_ID + "/Message/?limit=20&offset=0 ");
        }
    }

    @Test
    void appliesTheUsersConfigurerLast() throws Exception {
        AtomicInteger called = new AtomicInteger();
        try (RawServer server = new RawServer(out -> RawServer.send(out, PAGE))) {
            PlivoServer.Settings settings = server.settings();
            settings.configurer = builder -> {
                called.incrementAndGet();
                builder.setUserAgent("mine").setDefaultRequestConfig(RequestConfig.DEFAULT);
            };
            try (PlivoClient client
                    = new PlivoClient(settings.build(), new RequestBudget("MAACCOUNT", 60, 60), Clock.systemUTC())) {
                client.list(ALL, Priority.BACKFILL, new RecordingCancellation());
            }

            assertThat(called).hasValue(1);
            assertThat(server.heads.get(0)).contains("User-Agent: mine");
        }
    }
}
