package io.github.camelplivo.mdr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers that wait for a permit, a retry or a response do not delay the stop of their route or of the context. Camel
 * alone would wait 45 seconds for them, because it stops producers last.
 */
class ProducerStopTest {

    private static final int CALLERS = 20;
    private static final String ACCOUNT = "plivo-mdr:MAFACEFACEFACEFACE01?";
    /** The first caller waits for the response, the others for permits. */
    private static final String BUDGET = ACCOUNT + "operation=list&listRequestsPerMinute=1&permitTimeout=1h&responseTimeout=1h";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ServerSocket silent;
    private ProducerTemplate template;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        PlivoMdrConfiguration options = camel.getComponent("plivo-mdr", PlivoMdrComponent.class).getConfiguration();
        options.setAuthToken("token");
        options.setBaseUrl("http://127.0.0.1:" + silent.getLocalPort());
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
        camel.getShutdownStrategy().setTimeout(1);
        camel.close();
    }

    @Test
    void theContextStopsAtOnce() throws Exception {
        start(BUDGET);
        List<CompletableFuture<Exchange>> calls = call("direct:ask", "ask");

        assertThat(seconds(camel::stop)).isLessThan(8);
        assertAllFailed(calls);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ask", "outer" })
    void aRouteStopsAtOnceAndCanStartAgain(String route) throws Exception {
        start(BUDGET);
        for (int round = 0; round < 2; round++) {
            List<CompletableFuture<Exchange>> calls = call("direct:outer", "outer");

            assertThat(seconds(() -> camel.getRouteController().stopRoute(route))).isLessThan(8);
            assertAllFailed(calls);
            camel.getRouteController().startRoute(route);
        }
    }

    @ParameterizedTest
    @CsvSource({ "dynamic", "uncached" })
    void aRouteWithADynamicEndpointStopsAtOnce(String route) throws Exception {
        start(BUDGET);
        List<CompletableFuture<Exchange>> calls = call("direct:" + route, route);

        assertThat(seconds(() -> camel.getRouteController().stopRoute(route))).isLessThan(8);
        assertAllFailed(calls);
    }

    @Test
    void retriesEndWithTheirRoute() throws Exception {
        silent.close();
        start(ACCOUNT + "operation=list&listRequestsPerMinute=6000&maxRetries=1000");
        List<CompletableFuture<Exchange>> calls = call("direct:ask", "ask");

        assertThat(seconds(() -> camel.getRouteController().stopRoute("ask"))).isLessThan(8);
        assertAllFailed(calls);
    }

    @Test
    void callersOfOtherRoutesContinueToWait() throws Exception {
        start(BUDGET);
        List<CompletableFuture<Exchange>> calls = call("direct:ask", "ask");

        camel.getRouteController().stopRoute("dynamic");

        assertThat(calls).noneMatch(CompletableFuture::isDone);
    }

    private void start(String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").routeId("ask").to(uri);
                from("direct:outer").routeId("outer").to("direct:ask");
                from("direct:dynamic").routeId("dynamic").toD(uri);
                from("direct:uncached").routeId("uncached").toD().cacheSize(-1).uri(uri);
            }
        });
        camel.start();
    }

    private List<CompletableFuture<Exchange>> call(String uri, String route) {
        List<CompletableFuture<Exchange>> calls = new ArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            CompletableFuture<Exchange> call = new CompletableFuture<>();
            Thread thread = new Thread(() -> call.complete(template.send(uri, e -> e.getMessage().setBody(null))));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
            calls.add(call);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> camel.getInflightRepository().size(route) == CALLERS
                && threads.stream().filter(t -> t.getState() == Thread.State.TIMED_WAITING).count() >= CALLERS - 1);
        return calls;
    }

    private static void assertAllFailed(List<CompletableFuture<Exchange>> calls) throws Exception {
        for (CompletableFuture<Exchange> call : calls) {
            assertThat(call.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(InterruptedException.class);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static double seconds(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
