package io.github.camelplivo.kafkabridge;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a user first starts it. */
@Timeout(300)
class KafkaBridgeTest {

    @TempDir
    Path folder;

    @Test
    void runsADemonstrationWithoutEnvironment() throws Exception {
        Map<String, String> properties = Map.of("demo.seconds", "2", "bridge.home", folder.resolve("home").toString());
        try (ChildBridge demo = ChildBridge.start(folder.resolve("output"), Map.of(), properties)) {
            assertThat(demo.awaitEnd()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .containsPattern("(?m)^EQUAL to the account: .* 0 records missing, 0 not the last version, 0 repeated$")
                    .contains("Response to request-1: {", "Dead letter request-2: no-such-message")
                    .doesNotContain("ERROR");
            // otherwise a bridge that is started next would continue there
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }

    @Test
    void namesTheMissingVariable() throws Exception {
        try (ChildBridge bridge = ChildBridge.start(
                folder.resolve("output"), Map.of("PLIVO_AUTH_ID", "MA1", "PLIVO_AUTH_TOKEN", "a-token-of-mine"), Map.of())) {
            assertThat(bridge.awaitEnd()).isEqualTo(2);
            assertThat(bridge.output()).contains("Not set in the environment: KAFKA_BROKERS.").doesNotContain("a-token-of-mine");
        }
    }
}
