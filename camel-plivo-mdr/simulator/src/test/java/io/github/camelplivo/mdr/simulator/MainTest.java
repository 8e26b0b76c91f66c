package io.github.camelplivo.mdr.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Properties system = new Properties();

    @Test
    void startsAnAccountWithTrafficAndPrintsHowToReadIt() {
        try (PlivoSimulator plivo = run(
                "--port", "0", "--auth-id=MAMAIN00000000000001", "--auth-token", "a=b", "--history", "30",
                "--history-days", "1", "--per-minute=0", "--time-zone", "Asia/Kolkata", "--seed=9")) {
            assertThat(printed()).contains(plivo.baseUrl().toString(), "MAMAIN00000000000001", "a=b");

            Reader reader = new Reader(URI.create(plivo.baseUrl().toString()), "MAMAIN00000000000001", "a=b");
            JsonNode page = reader.page();
            assertThat(page.get("objects")).hasSize(20);
            assertThat(page.at("/objects/0/message_time").asText()).endsWith("+05:30");
            assertThat(plivo.account().size()).isEqualTo(30);
        }
    }

    @Test
    void printsThePropertiesOfAnApplicationForCopying() {
        try (PlivoSimulator plivo = run("--port", "0", "--history", "0", "--per-minute=0")) {
            assertThat(printed()).contains(
                    "camel.component.plivo-mdr.base-url = " + plivo.baseUrl(),
                    "camel.component.plivo-mdr.auth-token = simulated-token",
                    "plivo.auth-id = MASIMULATED000000001",
                    "curl -u MASIMULATED000000001:simulated-token " + plivo.baseUrl()
                                                            + "/v1/Account/MASIMULATED000000001/Message/");
        }
    }

    /** Otherwise a feed without rechecks seems to lose one record in 20. */
    @Test
    void announcesLateRecordsUnlessTheyAreTurnedOff() {
        run("--port", "0", "--history", "0").close();
        assertThat(printed()).contains("One record in 20 is listed late, by up to 10 s", "settle", "--late-seconds 0");
        out.reset();

        run("--port", "0", "--history", "0", "--late-seconds", "121").close();
        assertThat(printed()).contains("by up to 121 s", "recheckAfter");
        out.reset();

        try (PlivoSimulator plivo = run("--port", "0", "--history", "2000", "--late-seconds", "0", "--per-minute=0")) {
            assertThat(printed()).doesNotContain("listed late");
            assertThat(plivo.account().uuids(Instant.EPOCH, Instant.MAX)).hasSize(2000);
        }
    }

    @Test
    void hasUndocumentedFieldsOnlyWithSchemaDrift() {
        assertThat(fields("--schema-drift", "false")).noneMatch(name -> name.startsWith("x_"));
        assertThat(printed()).doesNotContain("schema-drift");
        assertThat(fields()).noneMatch(name -> name.startsWith("x_"));

        assertThat(fields("--schema-drift", "true")).contains("x_segment_encoding", "x_carrier_lookup");
        assertThat(printed()).contains("--schema-drift");
    }

    private Set<String> fields(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--history", "300", "--per-minute=0"));
        arguments.addAll(List.of(more));
        Set<String> names = new HashSet<>();
        try (PlivoSimulator plivo = run(arguments.toArray(String[]::new))) {
            plivo.account().truth(Instant.EPOCH, Instant.MAX).forEach(json -> json.fieldNames().forEachRemaining(names::add));
        }
        return names;
    }

    @Test
    void argumentsOverrideSystemProperties() {
        system.setProperty("plivo.simulator.port", "0");
        system.setProperty("plivo.simulator.auth-token", "from the system");
        system.setProperty("plivo.simulator.list-requests-per-minute", "1");
        try (PlivoSimulator plivo = run("--auth-token", "from the arguments")) {
            assertThat(plivo.account().authToken()).isEqualTo("from the arguments");
            Reader reader = new Reader(plivo);
            assertThat(reader.list().statusCode()).isEqualTo(200);
            assertThat(reader.list().statusCode()).isEqualTo(429);
        }
    }

    @Test
    void helpListsTheOptionsAndStartsNothing() {
        assertThat(Main.run(new String[] { "--help" }, system, stream())).isEmpty();
        assertThat(printed()).contains("--port", "--per-minute", "--list-requests-per-minute", "(default 20)")
                .containsPattern("--late-seconds +one record in 20 is listed late.*0 for none \\(default 10\\)")
                // that property belongs to Spring Boot
                .doesNotContain("8080");
    }

    @ParameterizedTest
    @CsvSource({
            "--port, 70000", "--port, http", "--seed, x", "--history, -1", "--history-days, 91", "--per-minute, -1",
            "--per-minute, NaN", "--late-seconds, -1", "--late-seconds, 1", "--schema-drift, maybe",
            "--time-zone, Moon/Far_Side", "--latency-ms, fast", "--list-requests-per-minute, 0" })
    void aWrongValueIsNamed(String option, String value) {
        assertThatThrownBy(() -> run(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option).hasMessageContaining("'" + value + "'");
    }

    @Test
    void aWrongAuthIdIsNamed() {
        assertThatThrownBy(() -> run("--auth-id", "me"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'me'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "--prot", "port", "-p", "--help=yes", "" })
    void anUnknownOptionIsNamed(String option) {
        assertThatThrownBy(() -> run(option, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown option " + option + "; --help lists the options");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> run("--port")).hasMessage("Option --port needs a value");
    }

    @Test
    void aPortInUseIsNamed() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().start()) {
            String port = String.valueOf(plivo.baseUrl().getPort());

            assertThatThrownBy(() -> run("--port", port))
                    .isInstanceOf(UncheckedIOException.class).hasMessageContaining("Port " + port)
                    .hasMessageContaining("0 for any free one");
        }
    }

    @Test
    void theExitCodeShowsTheKindOfError() throws Exception {
        assertThat(exitCode("--no-such-option")).isEqualTo(2);
        assertThat(exitCode("--help")).isZero();
        try (PlivoSimulator plivo = PlivoSimulator.builder().start()) {
            assertThat(exitCode("--port", String.valueOf(plivo.baseUrl().getPort()))).isEqualTo(1);
        }
    }

    private static int exitCode(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private PlivoSimulator run(String... arguments) {
        return Main.run(arguments, system, stream()).orElseThrow();
    }

    private PrintStream stream() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
