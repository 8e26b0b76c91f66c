package io.github.camelplivo.mdr.support;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.PlivoMdrConfiguration;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context and a simulated Plivo, whose address and token the component has. No waits, no retries. */
public final class CamelAtPlivo implements AutoCloseable {

    public static final String AUTH_ID = "MAFACEFACEFACEFACE01";
    public static final String TOKEN = "token-that-nobody-may-see";

    public final PlivoSimulator plivo;
    public final DefaultCamelContext camel = new DefaultCamelContext();
    public final PlivoMdrComponent component;

    public CamelAtPlivo() {
        this(simulator -> simulator);
    }

    public CamelAtPlivo(UnaryOperator<PlivoSimulator.Builder> simulator) {
        plivo = simulator.apply(
                PlivoSimulator.builder().account(new SimulatedAccount(AUTH_ID, TOKEN, 1)).unlimited()).start();
        component = camel.getComponent("plivo-mdr", PlivoMdrComponent.class);
        PlivoMdrConfiguration options = component.getConfiguration();
        options.setAuthToken(TOKEN);
        options.setBaseUrl(plivo.baseUrl().toString());
        options.setListRequestsPerMinute(1_000_000);
        options.setRequestsPerSecond(10_000);
        options.setMaxRetries(0);
    }

    /** The value after {@code Basic} in {@code Authorization}. */
    public static String basic(String token) {
        return Base64.getEncoder().encodeToString((AUTH_ID + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    public static String uri(String options) {
        return "plivo-mdr:" + AUTH_ID + (options.isEmpty() ? "" : "?" + options);
    }

    /** A consumer that polls all the time. */
    public static String feed(String options) {
        return uri("initialDelay=0&delay=50" + (options.isEmpty() ? "" : "&" + options));
    }

    public CamelAtPlivo start() {
        camel.start();
        return this;
    }

    public CamelAtPlivo start(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return start();
    }

    /** Records of the last hours with a fixed interval, the newest first. */
    public List<String> add(int count, int seconds) {
        Instant newest = Instant.now().minusSeconds(3600);
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            uuids.add(plivo.account().add(newest.minusSeconds((long) i * seconds)));
        }
        return uuids;
    }

    /** Sends an exchange to a producer; errors are in the returned exchange. */
    public Exchange request(String options, Object body, Map<String, Object> headers) {
        return camel.createProducerTemplate().send(uri(options), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    public Exchange request(String options, Map<String, Object> headers) {
        return request(options, null, headers);
    }

    public Exchange request(String options) {
        return request(options, null, Map.of());
    }

    public MockEndpoint mock(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    public ReceivedRequest lastRequest() {
        List<ReceivedRequest> requests = plivo.requests();
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        camel.stop();
        plivo.close();
    }
}
