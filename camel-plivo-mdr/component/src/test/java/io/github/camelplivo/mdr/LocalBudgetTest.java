package io.github.camelplivo.mdr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A caller that waits too long for the account's local limits receives the name of the limit. */
class LocalBudgetTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ServerSocket silent;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PlivoMdrConfiguration options = camel.getComponent("plivo-mdr", PlivoMdrComponent.class).getConfiguration();
        options.setAuthToken("token-that-nobody-may-see");
        options.setBaseUrl("http://127.0.0.1:" + silent.getLocalPort());
        options.setListRequestsPerMinute(1);
        options.setResponseTimeout(50);
        options.setMaxRetries(0);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
        camel.close();
    }

    @Test
    void theErrorNamesTheLocalLimitTheWaitAndTheOptions() {
        list("");
        PlivoMdrRateLimitedException refused = (PlivoMdrRateLimitedException) list("&permitTimeout=100ms").getException();

        assertThat(refused.getStatusCode()).isZero();
        assertThat(refused.getAttempts()).isZero();
        assertThat(refused.getMessage()).startsWith("Plivo list failed: not sent to http://127.0.0.1:")
                .containsPattern(
                        "no permit of the local budget within \\d+\\.\\d+ s \\(listRequestsPerMinute=1; 0 other requests waiting\\)")
                .contains("The local budget was the limit, not Plivo.", "raise permitTimeout")
                .doesNotContain("token-that-nobody-may-see");
    }

    @Test
    void aGetDoesNotWaitForTheLimitOfLists() {
        list("");
        long start = System.nanoTime();
        template.send("plivo-mdr:MAFACEFACEFACEFACE01?permitTimeout=10s", e -> e.getMessage().setBody("uuid"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }

    private Exchange list(String options) {
        return template.send("plivo-mdr:MAFACEFACEFACEFACE01?operation=list" + options, e -> e.getMessage().setBody(null));
    }
}
