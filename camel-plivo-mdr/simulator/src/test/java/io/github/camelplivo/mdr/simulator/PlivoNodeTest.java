package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Plivo's own client for Node can read from the simulator. Skipped if Node, npm or npm's registry is not available. */
class PlivoNodeTest {

    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path WORK = Path.of("target", "plivo-node");

    private record Ran(boolean well, String output) {
    }

    @Test
    void listsPagesFiltersAndGets() throws Exception {
        assumeTrue(run("node", "--version").well, "needs node on the path");
        assumeTrue(run("npm", "--version").well, "needs npm on the path");
        install();
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().start()) {
            SimulatedAccount account = plivo.account();
            List<String> uuids = new ArrayList<>();
            for (int i = 0; i < 45; i++) {
                uuids.add(account.add(NOW.minusSeconds(i)));
            }
            Ran script = run(
                    "node", "read.js", plivo.baseUrl().toString(), account.authId(), account.authToken(), uuids.get(7),
                    "2026-03-10 11:59:30");
            assertThat(script.well).as(script.output).isTrue();
            JsonNode read = Reader.JSON.readTree(
                    // the output also has warnings about the client's age
                    script.output.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow());

            assertThat(texts(read.get("first"))).isEqualTo(uuids.subList(0, 20));
            assertThat(read.at("/meta/next").asText()).contains("offset=20");
            assertThat(texts(read.get("all"))).isEqualTo(uuids.subList(0, 31));
            assertThat(texts(read.get("inbound"))).isNotEmpty().isEqualTo(
                    account.truth(NOW.minusSeconds(60), NOW.plusSeconds(1)).stream()
                            .filter(json -> "inbound".equals(json.get("message_direction").asText()))
                            .map(json -> json.get("message_uuid").asText()).toList());
            assertThat(read.at("/message/uuid").asText()).isEqualTo(uuids.get(7));
            assertThat(read.at("/message/time").asText()).isEqualTo("2026-03-10 11:59:53+00:00");
            assertThat(read.at("/message/apiId").isTextual()).isTrue();
            // the client's own error classes do not survive its compilation, so only the texts can be compared
            assertThat(read.get("unauthorized").asText()).isEqualTo("Could not verify your access level for that URL.");
            assertThat(read.get("missing").asText()).isEqualTo("not found");
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "read.js")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(WORK.resolve("node_modules/plivo/package.json"))) {
            Ran npm = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(npm.well, "npm could not install Plivo's client:\n" + npm.output);
        }
    }

    private static Ran run(String... command) throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        Path output = Files.createTempFile(WORK, command[0], ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroyForcibly();
            return new Ran(ended && process.exitValue() == 0, Files.readString(output));
        } catch (IOException e) {
            // no such program
            return new Ran(false, String.valueOf(e.getMessage()));
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
