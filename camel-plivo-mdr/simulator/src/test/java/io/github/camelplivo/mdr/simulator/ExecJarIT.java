package io.github.camelplivo.mdr.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar with the classifier {@code exec} runs alone, as a test in another language starts it. */
@Timeout(60)
class ExecJarIT {

    private static final Pattern ADDRESS = Pattern.compile("simulated at (http://\\S+?)\\. ");

    @Test
    void printsItsHelp() throws Exception {
        Process process = start("--help");

        assertThat(new String(process.getInputStream().readAllBytes())).contains("--port", "--list-requests-per-minute");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void servesAPage() throws Exception {
        Process process = start("--port", "0", "--history", "30", "--history-days", "1");
        try (BufferedReader output = process.inputReader()) {
            Matcher address = ADDRESS.matcher(output.readLine());
            assertThat(address.find()).isTrue();

            Reader reader = new Reader(URI.create(address.group(1)), "MASIMULATED000000001", "simulated-token");
            assertThat(reader.page().get("objects")).hasSize(20);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-jar", System.getProperty("exec.jar")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
