package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.TOKEN;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.basic;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Options are set once on the component and overridden by an endpoint; resources that can be shared are shared, and
 * closed.
 */
class ComponentConfigurationTest {

    private final CamelAtPlivo at = new CamelAtPlivo();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void endpointsStartFromTheOptionsOfTheComponent() {
        at.component.getConfiguration().setMessageState("sent");
        at.component.getConfiguration().setOperation(PlivoMdrOperation.list);
        at.start();

        at.request("messageType=sms");

        assertThat(at.lastRequest().query()).containsEntry("message_state", "sent").containsEntry("message_type", "sms");
        assertThat(at.lastRequest().headers()).containsEntry("Authorization", "Basic " + basic(TOKEN));
    }

    @Test
    void endpointsOverrideOptionsForThemselvesOnly() throws Exception {
        at.component.getConfiguration().setMessageState("sent");
        at.start();

        at.request("operation=list&messageState=failed");
        assertThat(at.lastRequest().query()).containsEntry("message_state", "failed");
        at.request("operation=list&limit=3");
        assertThat(at.lastRequest().query()).containsEntry("message_state", "sent");
        assertThat(at.component.getConfiguration().getOperation()).isEqualTo(PlivoMdrOperation.get);
    }

    @ParameterizedTest
    @CsvSource({ "RAW(a&b=c+d%41?e#f),a&b=c+d%41?e#f", "RAW({x)y}),{x)y}", "plain,plain" })
    void tokensOfAnEndpointMayHoldAnyCharacter(String option, String token) {
        at.start();

        at.request("operation=list&authToken=" + option);

        assertThat(at.lastRequest().headers()).containsEntry("Authorization", "Basic " + basic(token));
    }

    /** Like {@code camel.component.plivo-mdr.*} in an application's properties. */
    @ParameterizedTest
    @ValueSource(strings = { "messageState", "message-state", "configuration.messageState", "configuration.message-state" })
    void theComponentTakesItsOptionsAsProperties(String name) {
        PropertyBindingSupport.build().withCamelContext(at.camel).withTarget(at.component).withMandatory(true)
                .withConfigurer(at.component.getComponentPropertyConfigurer()).withProperty(name, "sent").bind();
        at.start();

        at.request("operation=list");
        assertThat(at.lastRequest().query()).containsEntry("message_state", "sent");
    }

    @Test
    void theHttpClientConfigurerIsAppliedLast() {
        AtomicInteger called = new AtomicInteger();
        at.camel.getRegistry().bind("configurer", (HttpClientConfigurer) builder -> {
            called.incrementAndGet();
            builder.setUserAgent("mine/1");
        });
        at.start();

        at.request("operation=list&httpClientConfigurer=#configurer");

        assertThat(called).hasValue(1);
        assertThat(at.lastRequest().headers()).containsEntry("User-Agent", "mine/1");
    }

    @Test
    void theUserAgentNamesTheComponent() {
        at.start();

        at.request("operation=list");

        assertThat(at.lastRequest().headers().get("User-Agent")).startsWith("camel-plivo-mdr/");
    }

    @Test
    void equalSettingsShareAClient() throws Exception {
        at.camel.getRegistry().bind("configurer", (HttpClientConfigurer) builder -> builder.setUserAgent("mine/1"));
        at.start();

        PlivoClient one = client("operation=list&messageState=sent");

        assertThat(client("messageType=sms&startTime=1h")).isSameAs(one);
        assertThat(client("authToken=RAW(" + TOKEN + ")")).isSameAs(one);
        assertThat(client("httpClientConfigurer=#configurer&limit=1")).isSameAs(client("httpClientConfigurer=#configurer"))
                .isNotSameAs(one);
        assertThat(client("responseTimeout=1s")).isNotSameAs(one);
        assertThat(client("authToken=another")).isNotSameAs(one);
        assertThat(at.camel.getEndpoint("plivo-mdr:SAFACEFACEFACEFACE01", PlivoMdrEndpoint.class).lease().client())
                .isNotSameAs(one);
    }

    @Test
    void endpointsOfAnAccountAgreeOnItsLimits() throws Exception {
        at.start();
        endpoint("operation=list&listRequestsPerMinute=60");

        assertThat(catchThrowable(() -> endpoint("listRequestsPerMinute=61"))).rootCause()
                .hasMessageContainingAll("listRequestsPerMinute", "61", "60", "set the limits once");
    }

    @ParameterizedTest
    @ValueSource(strings = { "to", "from" })
    void aRouteMayBeReplacedByOneWithOtherLimits(String use) throws Exception {
        at.start();
        for (int perMinute : new int[] { 600, 1200, 300 }) {
            String limit = "listRequestsPerMinute=" + perMinute;
            at.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (use.equals("to")) {
                        from("direct:go").routeId("route").to(uri("operation=list&" + limit));
                    } else {
                        from(feed(limit)).routeId("route").to("mock:end");
                    }
                }
            });
            assertThat(at.camel.getRouteController().getRouteStatus("route").isStarted()).isTrue();

            at.camel.getRouteController().stopRoute("route");
            at.camel.removeRoute("route");
        }
    }

    /** An endpoint that is created for one exchange must not start with a budget of its own. */
    @Test
    void aBudgetOutlivesTheEndpointsThatUseIt() throws Exception {
        at.start();
        PlivoMdrEndpoint one = endpoint("operation=list&listRequestsPerMinute=60");
        ClientLease lease = one.lease();
        RequestBudget budget = lease.client().budget();
        lease.close();
        at.camel.removeEndpoint(one);

        assertThat(client("operation=list&listRequestsPerMinute=30").budget()).isSameAs(budget);
        assertThat(budget.listRequestsPerMinute()).isEqualTo(30);
    }

    @Test
    void clientsAreClosedWithTheComponentAndNewAfterwards() throws Exception {
        at.start();
        at.request("operation=list");
        PlivoClient before = client("operation=list");

        at.component.stop();
        assertThat(catchThrowable(
                () -> before.list(MessageQuery.builder().build(), Priority.PRODUCER,
                        new CancellationSource())))
                .isNotNull();
        at.component.start();

        assertThat(at.request("operation=list").getException()).isNull();
        assertThat(client("operation=list")).isNotSameAs(before);
    }

    @ParameterizedTest
    @CsvSource({ "'',60000", "delay=30s,30000", "delay=250,250", "delay=1h,3600000" })
    void theDelayOfTheUriIsTheDelayOfTheScheduler(String option, long millis) throws Exception {
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(option)).routeId("feed").autoStartup(false).to("mock:end");
            }
        });
        PlivoMdrEndpoint endpoint = endpoint(option);

        ScheduledPollConsumer consumer = (ScheduledPollConsumer) endpoint.createConsumer(exchange -> {
        });

        assertThat(endpoint.getDelay()).isEqualTo(millis);
        assertThat(consumer.getTimeUnit().toMillis(consumer.getDelay())).isEqualTo(millis);
        assertThat(((ScheduledPollConsumer) at.camel.getRoute("feed").getConsumer()).getDelay()).isEqualTo(millis);
    }

    /** Story: Airbyte PR 65936, one option that meant days in one place and minutes in another. */
    @Test
    void timesInOptionsHaveTheDocumentedUnits() throws Exception {
        TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("startTime=90m&settle=20s&recheckAfter=10m,PT6H,2d")).routeId("feed").to("mock:end");
            }
        });

        PlivoMdrConsumer consumer = (PlivoMdrConsumer) at.camel.getRoute("feed").getConsumer();
        Instant settled = clock.instant().minusSeconds(20);
        await().atMost(20, SECONDS).until(() -> !consumer.getProgress().backfill().cursor().isBefore(settled));
        assertThat(consumer.getProgress().backfill().start()).isEqualTo(clock.instant().minus(Duration.ofMinutes(90)));
        assertThat(consumer.getProgress().backfill().cursor()).isEqualTo(settled);
        assertThat(consumer.getProgress().sweeps()).extracting(sweep -> sweep.name().age()).filteredOn(Objects::nonNull)
                .containsExactly(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofDays(2));
    }

    @Test
    void theCatalogKnowsTheComponent() throws Exception {
        CatalogCamelContext catalog = at.camel.getCamelContextExtension().getContextPlugin(CatalogCamelContext.class);
        String json = (catalog == null ? (CatalogCamelContext) at.camel : catalog).getComponentParameterJsonSchema("plivo-mdr");

        assertThat(json).contains("\"title\": \"Plivo MDR\"", "\"authToken\"", "\"startTime\"", "\"watermarkFile\"");
    }

    @Test
    void theServiceLocationHasNoCredentials() throws Exception {
        PlivoMdrEndpoint endpoint = endpoint("operation=list");

        assertThat(endpoint.getServiceUrl()).isEqualTo(at.plivo.baseUrl().toString());
        assertThat(endpoint.getServiceMetadata() == null ? Map.of() : endpoint.getServiceMetadata()).doesNotContainValue(TOKEN);
        assertThat(endpoint.isRemote()).isTrue();
        assertThat(endpoint.getAuthId()).isEqualTo(AUTH_ID);
    }

    @Test
    void theLastOfItsUsersClosesAClient() throws Exception {
        at.start();
        ClientLease one = endpoint("operation=list").lease();
        ClientLease other = one.share();
        ClientLease third = endpoint("messageState=sent").lease();
        assertThat(at.component.clients()).isOne();

        one.close();
        one.close();
        third.close();
        assertThat(at.component.clients()).isOne();
        assertThat(other.client().list(MessageQuery.builder().build(), Priority.PRODUCER, new CancellationSource())).isEmpty();
        other.close();

        assertThat(at.component.clients()).isZero();
        assertThat(other.share()).isNull();
        assertThat(endpoint("operation=list").getRequests()).isZero();
    }

    @Test
    void aStoppedComponentOpensNoClient() throws Exception {
        at.start();
        PlivoMdrEndpoint endpoint = endpoint("operation=list");
        at.component.stop();

        assertThat(catchThrowable(endpoint::lease)).hasMessageContaining("is stopped");
    }

    /** Kept open until the component stops. */
    private PlivoClient client(String options) throws Exception {
        return endpoint(options).lease().client();
    }

    private PlivoMdrEndpoint endpoint(String options) {
        Endpoint endpoint = at.camel.getEndpoint(uri(options));
        return (PlivoMdrEndpoint) endpoint;
    }
}
