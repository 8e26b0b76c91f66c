package io.github.camelplivo.mdr.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The requests about feeds that an operator can send to a Spring Boot application, and that they need an exposed
 * endpoint.
 */
class FeedsEndpointTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("plivo-mdr:{{auth-id}}?delay=50&initialDelay=0&startTime=2h").routeId("feed")
                            .log("${header.CamelPlivoMdrPageId}");
                }
            };
        }
    }

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    @AfterEach
    void close() {
        plivo.close();
        application.close();
    }

    private void start(String... options) {
        List<String> properties = new ArrayList<>(List.of(options));
        properties.addAll(List.of("server.port=0", "spring.main.banner-mode=off", "auth-id=" + plivo.account().authId(),
                "camel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                "camel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                "camel.component.plivo-mdr.list-requests-per-minute=100000"));
        application = new SpringApplication(Application.class).run(
                properties.stream().map(property -> "--" + property).toArray(String[]::new));
    }

    private HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> body) throws IOException, InterruptedException {
        return http.send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode feed() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("plivomdr").body()).get("feeds").get(0);
    }

    @Test
    void pausesReadsAgainAndResumes() throws Exception {
        plivo.account().add(Instant.now().minusSeconds(1800));
        start("management.endpoints.web.exposure.include=plivomdr");
        String name = plivo.account().authId();
        // until the last seconds before the start have settled
        await().atMost(Duration.ofSeconds(60)).until(() -> feed().get("backfillShare").doubleValue() == 1);
        assertThat(feed().get("feed").textValue()).isEqualTo(name);
        assertThat(feed().get("sweeps").get(0).get("sweep").textValue()).isEqualTo("live");

        assertThat(post("plivomdr/pauseBackfill", Map.of()).body()).isEqualTo("{\"done\":\"pauseBackfill of " + name + "\"}");
        assertThat(feed().get("backfillPaused").booleanValue()).isTrue();
        String from = Instant.now().minusSeconds(3600).toString();
        assertThat(post("plivomdr/reread", Map.of("feed", name, "from", from)).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> feed().get("backfillShare").doubleValue() == 0);
        assertThat(post("plivomdr/resumeBackfill", Map.of("feed", name)).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> feed().get("backfillShare").doubleValue() == 1);
    }

    @Test
    void explainsAnInvalidRequest() throws Exception {
        start("management.endpoints.web.exposure.include=plivomdr");

        assertThat(post("plivomdr/reread", Map.of("from", "yesterday")).statusCode()).isEqualTo(400);
        assertThat(post("plivomdr/reread", Map.of("from", "yesterday")).body()).contains("'yesterday' is not an instant");
        assertThat(post("plivomdr/reread", Map.of("from", "2020-01-01T00:00:00Z")).body())
                .contains("the limit of Plivo's retention");
        assertThat(post("plivomdr/pauseBackfill", Map.of("feed", "other")).body()).contains("There is no feed 'other'");
        assertThat(post("plivomdr/delete", Map.of()).body()).contains("is not an operation, allowed are");
        assertThat(get("plivomdr").body()).doesNotContain(plivo.account().authToken());
    }

    /** Like all endpoints of the actuator except health. */
    @Test
    void isNotAvailableUnlessExposed() throws Exception {
        start();

        assertThat(get("plivomdr").statusCode()).isEqualTo(404);
        assertThat(post("plivomdr/pauseBackfill", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void canBeReadOnly() throws Exception {
        start("management.endpoints.web.exposure.include=plivomdr", "management.endpoint.plivomdr.access=read-only");

        assertThat(get("plivomdr").statusCode()).isEqualTo(200);
        assertThat(post("plivomdr/pauseBackfill", Map.of()).statusCode()).isIn(404, 405);
    }
}
