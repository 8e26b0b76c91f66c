package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.support.CountingServer;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * A dynamic endpoint may name another account or token with each exchange. Only Camel's own caches of endpoints,
 * producers and consumers keep resources of an account.
 */
@Tag("slow")
class ManyAccountsTest {

    private static final int CACHE = 10;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountingServer server = new CountingServer(this::response);
    private PlivoMdrComponent component;

    private String response(String head) {
        if (head.contains("MASLOW00000000000000")) {
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return CountingServer.EMPTY_PAGE;
    }

    @BeforeEach
    void start() throws Exception {
        camel.getGlobalOptions().put(Exchange.MAXIMUM_ENDPOINT_CACHE_SIZE, String.valueOf(CACHE));
        camel.getGlobalOptions().put(Exchange.MAXIMUM_CACHE_POOL_SIZE, String.valueOf(CACHE));
        component = camel.getComponent("plivo-mdr", PlivoMdrComponent.class);
        component.getConfiguration().setAuthToken("a-token-of-the-component");
        component.getConfiguration().setBaseUrl(server.url());
        component.getConfiguration().setMaxRetries(0);
        component.getConfiguration().setListRequestsPerMinute(60_000);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cached").toD("plivo-mdr:${header.account}?operation=list&authToken=${header.token}");
                from("direct:uncached").toD().cacheSize(-1)
                        .uri("plivo-mdr:${header.account}?operation=list&authToken=${header.token}");
                from("direct:recipients")
                        .recipientList(simple("plivo-mdr:${header.account}?operation=list&authToken=${header.token}"));
                from("direct:all").toD().cacheSize(-1)
                        .uri("plivo-mdr:${header.account}?operation=listAll&authToken=${header.token}")
                        .split(body()).streaming().to("mock:record");
                from("direct:poll").pollEnrich()
                        .simple("plivo-mdr:${header.account}?startTime=1m&authToken=${header.token}").timeout(0);
                from("direct:pollUncached").pollEnrich()
                        .simple("plivo-mdr:${header.account}?startTime=1m&authToken=${header.token}").timeout(0).cacheSize(-1);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        go.countDown();
        camel.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({ "cached,300", "uncached,300", "recipients,300", "all,50" })
    void accountsThatComeAndGoLeaveNoConnection(String route, int accounts) {
        ProducerTemplate template = camel.createProducerTemplate();
        for (int i = 0; i < accounts; i++) {
            assertThat(ask(template, route, account(i), "token-" + i).getException()).isNull();
        }

        assertKept(2 * CACHE);
    }

    @ParameterizedTest
    @CsvSource({ "poll", "pollUncached" })
    void accountsThatArePolledLeaveNeitherConnectionNorThread(String route) {
        ProducerTemplate template = camel.createProducerTemplate();
        for (int i = 0; i < 100; i++) {
            assertThat(ask(template, route, account(i), "token-" + i).getException()).isNull();
        }

        assertKept(2 * CACHE);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("PlivoMdr")).hasSizeLessThan(6 * CACHE));
    }

    @Test
    void tokensThatChangeLeaveNoConnection() {
        ProducerTemplate template = camel.createProducerTemplate();
        for (int i = 0; i < 300; i++) {
            assertThat(ask(template, "cached", account(1), "token-" + i).getException()).isNull();
        }

        assertKept(2 * CACHE);
    }

    @Test
    void aConsumerTemplateThatStopsLeavesNoConnection() throws Exception {
        try (ConsumerTemplate template = camel.createConsumerTemplate()) {
            template.start();
            for (int i = 0; i < 3; i++) {
                template.receive("plivo-mdr:" + account(i) + "?startTime=1m", 10);
            }
        }

        assertKept(0);
    }

    @Test
    void routesThatAreRemovedLeaveNoConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            String uri = "plivo-mdr:" + account(i);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri + "?initialDelay=0").routeId("feed").to("mock:feed");
                    from("direct:removed").routeId("ask").to(uri + "?operation=list");
                }
            });
            int before = server.heads.size();
            await().until(() -> server.heads.size() > before);
            camel.getRouteController().stopRoute("feed");
            camel.removeRoute("feed");
            camel.getRouteController().stopRoute("ask");
            camel.removeRoute("ask");
        }

        assertKept(0);
    }

    @Test
    void aFailedStartLeavesNothing() throws Exception {
        String uri = "plivo-mdr:" + account(1) + "?startTime=1m";
        try (ConsumerTemplate user = camel.createConsumerTemplate(); ConsumerTemplate other = camel.createConsumerTemplate()) {
            user.start();
            other.start();
            user.receive(uri, 10);
            for (int i = 0; i < 5; i++) {
                assertThat(catchThrowable(() -> other.receive(uri, 10)))
                        .hasStackTraceContaining("Set another watermarkKey on one of them");
                String route = "feed-" + i;
                assertThat(catchThrowable(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).routeId(route).to("mock:feed");
                    }
                }))).hasStackTraceContaining("Set another watermarkKey on one of them");
                camel.getRouteController().stopRoute(route);
                camel.removeRoute(route);
            }
            assertThat(component.clients()).isOne();
        }

        assertThat(component.clients()).isZero();
        assertKept(0);
    }

    /** Camel stops producers that it evicts from its cache even if they are in use. */
    @Test
    void aPendingRequestIsNotInterruptedByLaterAccounts() throws Exception {
        ProducerTemplate template = camel.createProducerTemplate();
        CompletableFuture<Exchange> slow
                = CompletableFuture.supplyAsync(() -> ask(template, "cached", "MASLOW00000000000000", "slow-token"));
        await().until(() -> server.heads.stream().anyMatch(head -> head.contains("MASLOW")));
        for (int i = 0; i < 5 * CACHE; i++) {
            ask(template, "cached", account(i), "token-" + i);
        }
        go.countDown();

        assertThat(slow.get(20, TimeUnit.SECONDS).getException()).isNull();
        assertKept(2 * CACHE);
    }

    private void assertKept(int most) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(server.connections()).isLessThanOrEqualTo(most));
    }

    private static String account(int number) {
        return String.format("MA%018d", number);
    }

    private static Exchange ask(ProducerTemplate template, String route, String account, String token) {
        return template.send("direct:" + route, exchange -> {
            exchange.getMessage().setHeader("account", account);
            exchange.getMessage().setHeader("token", token);
        });
    }
}
