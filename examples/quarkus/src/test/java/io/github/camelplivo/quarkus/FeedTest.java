package io.github.camelplivo.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The complete application, with a simulated account: its files, health and meters. */
@QuarkusTest
@WithTestResource(SimulatedPlivo.class)
class FeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    CamelContext camel;
    PlivoSimulator plivo;
    Path folder;

    @AfterEach
    void clearFaults() {
        plivo.faults().clear();
    }

    @Test
    void writesEveryRecordOnce() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(written()).hasSize(SimulatedPlivo.HISTORY));

        assertThat(written()).containsExactlyInAnyOrderElementsOf(plivo.account().uuids(Instant.EPOCH, Instant.now()));
    }

    /** Not on that of the component, which was compiled with another version. */
    @Test
    void runsOnTheCamelOfQuarkus() {
        assertThat(camel.getVersion()).isEqualTo("4.17.0");
    }

    @Test
    void showsWhyItIsDownAndWhenItIsUpAgain() {
        awaitHealth(200, "UP");

        plivo.faults().always(Fault.unauthorized());
        awaitHealth(503, "DOWN");
        assertThat(health().<String>path("checks.find { it.name == '" + check() + "' }.data.cause"))
                .startsWith("Polls have failed since ").contains("status 401", "Could not verify your access level");

        plivo.faults().clear();
        awaitHealth(200, "UP");
    }

    @Test
    void hasMeters() {
        String records = "plivo_mdr_records_total{feed=\"" + plivo.account().authId() + "\",sweep=\"backfill\"} "
                         + (double) SimulatedPlivo.HISTORY;

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(RestAssured.get("/q/metrics").asString().lines()).contains(records));
    }

    private void awaitHealth(int status, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Response health = health();
            assertThat(health.statusCode()).as(health.asString()).isEqualTo(status);
            assertThat(health.<String>path("checks.find { it.name == '" + check() + "' }.status"))
                    .as(health.asString()).isEqualTo(state);
        });
    }

    private static Response health() {
        return RestAssured.get("/q/health");
    }

    private String check() {
        return "plivo-mdr:" + plivo.account().authId();
    }

    /** The uuids in all files. */
    private List<String> written() {
        try (Stream<Path> files = Files.list(folder.resolve("pages"))) {
            return files.filter(file -> file.toString().endsWith(".json")).map(FeedTest::read)
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
}
