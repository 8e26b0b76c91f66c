package io.github.camelplivo.karaf;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application in a real Karaf, which is killed once and stopped once while records are read. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts Karaf's shell scripts")
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "Karaf 4.4 does not start on Java 24 and later")
class KarafIT {

    private static final int HISTORY = 1500;
    private static final String ERROR = "| ERROR |";
    /** An error of Karaf itself: on a busy machine it registers an MBean twice while it starts, and continues. */
    private static final String HARMLESS = "org.apache.aries.jmx.whiteboard";
    private static final String TOKEN = "token-of-the-simulated-account";

    private final SimulatedAccount account = new SimulatedAccount("MAKARAF0000000000001", TOKEN, 7);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path base;

    @Test
    void losesNothingWhenItIsKilledAndWhenItIsStopped() throws Exception {
        Instant now = Instant.now();
        for (int i = 0; i < HISTORY; i++) {
            account.add(now.minus(Duration.ofHours(23).dividedBy(HISTORY).multipliedBy(i + 1)));
        }
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).unlimited().start(); Karaf karaf = karaf(plivo)) {
            karaf.start();
            awaitRecords(karaf, HISTORY / 5);
            karaf.kill();
            int atKill = records("").size();
            account.add(Instant.now());

            karaf.start();
            awaitRecords(karaf, atKill + HISTORY / 5);
            karaf.stop();
            int atStop = records("").size();
            int twiceAfterKill = records("twice").size();
            account.add(Instant.now());

            karaf.start();
            awaitRecords(karaf, HISTORY + 2);
            karaf.stop();
            int twiceAfterStop = records("twice").size() - twiceAfterKill;

            System.out.printf("Karaf: %d records; killed after %d, %d written twice; stopped after %d, %d written twice%n",
                    HISTORY + 2, atKill, twiceAfterKill, atStop, twiceAfterStop);
            assertThat(atStop).as("stopped in the middle").isLessThan(HISTORY);
            assertThat(contents(records(""))).isEqualTo(truth());
            assertThat(twiceAfterKill).as("at most the page in flight").isLessThanOrEqualTo(20);
            assertThat(twiceAfterStop).isZero();
            assertThat(karaf.log()).doesNotContain(TOKEN);
            assertThat(errors(karaf)).isEmpty();
        }
    }

    private Karaf karaf(PlivoSimulator plivo) throws IOException {
        Karaf karaf = new Karaf(path("karaf.home"), base, path("karaf.repository"));
        try (Stream<Path> features = Files.list(path("karaf.features"))) {
            karaf.boot("mdr-files", features.toList());
        }
        karaf.configure("io.github.camelplivo.karaf", Map.of(
                "plivo.auth-id", account.authId(),
                "plivo.auth-token", TOKEN,
                "plivo.base-url", plivo.baseUrl(),
                // slow enough to kill it in the middle
                "plivo.list-requests-per-minute", 300,
                "mdr.folder", folder(),
                "mdr.start-time", "24h",
                "mdr.delay", "1s"));
        return karaf;
    }

    private void awaitRecords(Karaf karaf, int count) {
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100))
                .failFast("Karaf has ended or logs an error, see " + base, () -> !karaf.isAlive() || !errors(karaf).isEmpty())
                .until(() -> records("").size() >= count);
    }

    private static List<String> errors(Karaf karaf) throws IOException {
        return karaf.log().lines().filter(line -> line.contains(ERROR) && !line.contains(HARMLESS)).toList();
    }

    /** The complete files of records in these folders. */
    private List<Path> records(String subfolder) throws IOException {
        List<Path> records = new ArrayList<>();
        for (String direction : List.of("inbound", "outbound")) {
            Path files = folder().resolve(direction).resolve(subfolder);
            if (Files.exists(files)) {
                try (DirectoryStream<Path> stream = Files.newDirectoryStream(files, "[!.]*.json")) {
                    stream.forEach(records::add);
                }
            }
        }
        return records;
    }

    private static Map<String, String> contents(List<Path> files) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files) {
            contents.put(file.getFileName().toString(), Files.readString(file));
        }
        return contents;
    }

    private Map<String, String> truth() {
        Map<String, String> truth = new TreeMap<>();
        account.truth(Instant.EPOCH, Instant.MAX)
                .forEach(json -> truth.put(json.get("message_uuid").asText() + ".json", json.toString()));
        return truth;
    }

    private Path folder() {
        return base.resolve("mdr");
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property));
    }
}
