package io.github.camelplivo.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The complete application, with a simulated account: its files, health and meters. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureObservability(tracing = false)
@ExtendWith(OutputCaptureExtension.class)
class FeedApplicationTest {

    private static final int HISTORY = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PlivoSimulator PLIVO = PlivoSimulator.builder().unlimited().start();

    @TempDir
    private static Path folder;
    @Autowired
    private TestRestTemplate http;
    @Autowired
    private HealthEndpoint health;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        Instant now = Instant.now();
        for (int i = 1; i <= HISTORY; i++) {
            PLIVO.account().add(now.minus(Duration.ofMinutes(20 * i)));
        }
        properties.add("plivo.auth-id", PLIVO.account()::authId);
        properties.add("camel.component.plivo-mdr.auth-token", PLIVO.account()::authToken);
        properties.add("camel.component.plivo-mdr.base-url", PLIVO::baseUrl);
        properties.add("camel.component.plivo-mdr.list-requests-per-minute", () -> 100_000);
        properties.add("camel.component.plivo-mdr.max-retries", () -> 0);
        properties.add("mdr.data", folder::toString);
        properties.add("mdr.delay", () -> "1s");
    }

    @AfterEach
    void clearFaults() {
        PLIVO.faults().clear();
    }

    @AfterAll
    static void end() {
        PLIVO.close();
    }

    @Test
    void writesEveryRecordOnce() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(written()).hasSize(HISTORY));

        assertThat(written()).containsExactlyInAnyOrderElementsOf(PLIVO.account().uuids(Instant.EPOCH, Instant.now()));
    }

    @Test
    void showsTheProgressOfTheFeed() {
        awaitHealth(HttpStatus.OK, "UP");

        JsonNode feed = feed("plivo-mdr:" + name() + ".data");
        assertThat(feed.get("routeId").textValue()).isEqualTo("feed");
        assertThat(Integer.parseInt(feed.get("lag").textValue())).isNotNegative();
    }

    /** The details name the account. */
    @Test
    void showsOnlyUpOrDownToAnonymousUsers() {
        awaitHealth(HttpStatus.OK, "UP");
        assertThat(http.getForObject("/actuator/health", String.class)).contains("UP").doesNotContain(name(), "details", "lag");

        PLIVO.faults().always(Fault.unauthorized());
        awaitHealth(HttpStatus.SERVICE_UNAVAILABLE, "DOWN");
        assertThat(http.getForObject("/actuator/health", String.class)).contains("DOWN").doesNotContain(name(), "401");
    }

    @Test
    void showsWhyItIsDownAndWhenItIsUpAgain(CapturedOutput output) {
        awaitHealth(HttpStatus.OK, "UP");

        PLIVO.faults().always(Fault.unauthorized());
        awaitHealth(HttpStatus.SERVICE_UNAVAILABLE, "DOWN");
        assertThat(cause()).startsWith("Polls have failed since ").contains("status 401", "Could not verify your access level");

        PLIVO.faults().clear();
        awaitHealth(HttpStatus.OK, "UP");

        PLIVO.faults().always(Fault.unavailableHtml());
        awaitHealth(HttpStatus.SERVICE_UNAVAILABLE, "DOWN");
        assertThat(cause()).startsWith("Polls have failed since ").contains("status 503");
        assertThat(output).doesNotContain(PLIVO.account().authToken());
    }

    @Test
    void hasMeters() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                json("/actuator/metrics/plivo.mdr.records").getBody().at("/measurements/0/value").asInt()).isEqualTo(HISTORY));

        assertThat(http.getForObject("/actuator/prometheus", String.class))
                .contains("plivo_mdr_lag_seconds{feed=\"" + name() + "\"}");
    }

    /** The uuids in all files. */
    private static List<String> written() {
        try (Stream<Path> files = Files.list(folder.resolve("pages"))) {
            return files.filter(file -> file.toString().endsWith(".json")).map(FeedApplicationTest::read)
                    .flatMap(page -> page.findValuesAsText("message_uuid").stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitHealth(HttpStatus status, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            ResponseEntity<JsonNode> health = json("/actuator/health");
            assertThat(health.getStatusCode()).as("%s", health).isEqualTo(status);
            assertThat(feed("plivo-mdr:" + name()).textValue()).isEqualTo(state);
        });
    }

    private String cause() {
        return feed("plivo-mdr:" + name() + ".data").get("cause").textValue();
    }

    /** As a logged-in user sees it. */
    private JsonNode feed(String detail) {
        JsonNode details = new ObjectMapper().valueToTree(health.health()).at("/components/camelHealth/details");
        return Objects.requireNonNull(details.get(detail), details::toString);
    }

    private static String name() {
        return PLIVO.account().authId();
    }

    private ResponseEntity<JsonNode> json(String path) {
        return http.getForEntity(path, JsonNode.class);
    }
}
