package io.github.camelplivo.mdr.support;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import static org.awaitility.Awaitility.await;

/** A Camel context with routes that read a simulated Plivo, and their deliveries. */
public final class RouteHarness implements AutoCloseable {

    /** A body that routes may use: the exception that they threw. */
    public interface Routes {
        void configure(RouteBuilder routes) throws Exception;
    }

    public static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    public final PlivoSimulator plivo;
    public final List<String> delivered = new CopyOnWriteArrayList<>();
    public final List<String> pageIds = new CopyOnWriteArrayList<>();
    public DefaultCamelContext context;

    public RouteHarness() {
        this(PlivoSimulator.builder().unlimited());
    }

    public RouteHarness(PlivoSimulator.Builder builder) {
        plivo = builder.start();
    }

    /** The endpoint with fast polling and a practically unlimited budget, unless the options set others. */
    public String uri(String... options) {
        StringBuilder uri = new StringBuilder(
                "plivo-mdr:" + plivo.account().authId() + "?authToken=RAW("
                                              + plivo.account().authToken() + ")&baseUrl=" + plivo.baseUrl());
        String all = String.join("&", options);
        if (!all.contains("listRequestsPerMinute")) {
            uri.append("&listRequestsPerMinute=600000&requestsPerSecond=10000");
        }
        uri.append("&initialDelay=0");
        if (!all.contains("delay=")) {
            uri.append("&delay=50");
        }
        return uri + (all.isEmpty() ? "" : "&" + all);
    }

    public RouteHarness start(Routes routes) throws Exception {
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(10);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.configure(this);
            }
        });
        context.start();
        return this;
    }

    /** For {@code process(rig::deliver)}: records the page as delivered. */
    public void deliver(Exchange exchange) {
        pageIds.add(exchange.getMessage().getHeader(PlivoMdrConstants.PAGE_ID, String.class));
        for (MessageDetailRecord record : exchange.getMessage().getBody(MdrPage.class)) {
            delivered.add(record.getMessageUuid());
        }
    }

    public void awaitDelivered(int records) {
        awaitUntil(() -> delivered.size() >= records);
    }

    public void awaitRequests(int requests) {
        awaitUntil(() -> plivo.requests().size() >= requests);
    }

    public void awaitUntil(Callable<Boolean> condition) {
        await().pollInterval(POLL).atMost(SOON).until(condition);
    }

    public Set<String> distinct() {
        return new TreeSet<>(delivered);
    }

    /** Simulates the end of the process before a new start: closes the context, keeps the simulator. */
    public void stopContext() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    @Override
    public void close() {
        // the simulator first: a request that stalls would hold the context
        plivo.close();
        stopContext();
    }
}
