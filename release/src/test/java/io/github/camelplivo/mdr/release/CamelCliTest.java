package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The command {@code camel run} of docs/camel-cli.md works with the files of the page: the core of the Camel CLI runs
 * it in an empty folder, for a user whose local repository is empty.
 */
class CamelCliTest {

    private static final Path SOURCES = Bundle.ROOT.resolve("release/src/test/camel-cli");

    private static String classPath;

    @RegisterExtension
    final PlivoSimulatorExtension extension = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    Path home;

    private Path folder;
    private Path log;
    private CliPage page;
    private Process cli;

    /** The libraries of others belong into the local repository of this build. */
    @BeforeAll
    static void resolveTheCli(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("class-path");
        ChildMaven.run(folder, folder.resolve("maven.log"), "-q", "-f", SOURCES.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + System.getProperty("release.local"), "dependency:build-classpath",
                "-Dmdep.outputFile=" + file);
        classPath = Files.readString(file);
    }

    @BeforeEach
    void startAsAUser() throws IOException {
        folder = Files.createDirectory(home.resolve("work"));
        log = home.resolve("camel.log");
        // without it, the CLI has no local repository, and downloads everything in each run
        Files.createDirectories(home.resolve(".m2/repository"));
        UserSettings.write(home.resolve(".m2/settings.xml"));
        page = new CliPage();
        page.copyFiles(folder);
    }

    @AfterEach
    void end() {
        if (cli != null) {
            cli.destroyForcibly();
        }
    }

    @Test
    void runWritesTheRecordsOfTheAccount(PlivoSimulator plivo) throws Exception {
        for (int i = 0; i < 45; i++) {
            plivo.account().add(Instant.now().minusSeconds(60 + i));
        }
        Files.writeString(folder.resolve("application.properties"),
                "camel.component.plivo-mdr.base-url = " + plivo.baseUrl(), StandardOpenOption.APPEND);
        int port = freePort();

        startCommandOfPage(plivo, "--management-port=" + port);

        Path file = folder.resolve("data/mdr.jsonl");
        await().atMost(Duration.ofMinutes(3)).failFast(() -> assertThat(cli.isAlive()).as(this::log).isTrue())
                .until(() -> Files.exists(file) && newlines(file) >= plivo.account().size());
        assertThat(records(file)).containsExactlyInAnyOrderElementsOf(plivo.account().truth(Instant.EPOCH, Instant.now()));
        // the poll that wrote the last record may not have ended
        await().untilAsserted(() -> assertThat(get("http://localhost:" + port + "/q/dev/plivo-mdr"))
                .contains("feed: " + plivo.account().authId(), "health: UP"));
        cli.destroy();
        assertThat(cli.waitFor(1, TimeUnit.MINUTES)).as("the CLI ends").isTrue();
        assertThat(Files.readString(folder.resolve("data/mdr.watermark"))).contains(plivo.account().authId());
        assertThat(log()).doesNotContain("ERROR", plivo.account().authToken());
        // camel-http names an older one, which has vulnerabilities
        assertThat(jars(home.resolve(".m2/repository/org/apache/httpcomponents/core5/httpcore5")))
                .containsExactly("httpcore5-" + System.getProperty("release.httpcore5") + ".jar");
    }

    private void startCommandOfPage(PlivoSimulator plivo, String... options) throws IOException {
        List<String> words = new ArrayList<>(
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + home, "-cp", classPath, SOURCES.resolve("Camel.java").toString()));
        words.addAll(page.runCommand());
        words.addAll(List.of(options));
        // Maven Central is the last repository of the settings
        words.add("--maven-central-enabled=false");
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of(
                "PLIVO_AUTH_ID", plivo.account().authId(), "PLIVO_AUTH_TOKEN", plivo.account().authToken()));
        cli = builder.start();
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")).toList();
        }
    }

    private static long newlines(Path file) throws IOException {
        return Files.readString(file).chars().filter(c -> c == '\n').count();
    }

    private static List<JsonNode> records(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(mapper.readTree(line));
        }
        return records;
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String log() {
        return ChildMaven.read(log);
    }
}
