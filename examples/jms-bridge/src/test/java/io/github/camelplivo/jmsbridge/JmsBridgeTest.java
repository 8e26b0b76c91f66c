package io.github.camelplivo.jmsbridge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a user starts it. */
@Timeout(180)
class JmsBridgeTest {

    @TempDir
    private Path folder;

    /** The exit code and output of a process. */
    private record Run(int exit, String output) {
    }

    @Test
    void runsADemonstration() throws Exception {
        Run run = run(Map.of());

        assertThat(run.output()).contains("received {", "\"error\":\"Plivo has no such message",
                "0 of them missing on the queue",
                "0 messages on it twice");
        assertThat(run.exit()).isZero();
        // otherwise a bridge that is started next would continue there
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesTheMissingVariable() throws Exception {
        Run run = run(Map.of("PLIVO_AUTH_ID", "MAXXXXXXXXXXXXXXXXXX", "PLIVO_AUTH_TOKEN", "a-token-of-mine"));

        assertThat(run.output()).contains("Not set in the environment: BROKER_URL.").doesNotContain("a-token-of-mine");
        assertThat(run.exit()).isEqualTo(2);
    }

    private Run run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddemo.seconds=5", "-Dbridge.home=" + folder, JmsBridge.class.getName()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PLIVO_") || name.equals("BROKER_URL"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
