package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The Maven of this build, in a process of its own. */
final class ChildMaven {

    private ChildMaven() {
    }

    /**
     * Runs Maven in a folder, for at most ten minutes.
     *
     * @param  log            the file of its output
     * @throws AssertionError with the output, if it fails
     */
    static void run(Path folder, Path log, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("release.maven"), "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Process maven = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            assertThat(maven.waitFor(10, TimeUnit.MINUTES)).as("Maven ends").isTrue();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        assertThat(maven.exitValue()).as(() -> read(log)).isZero();
    }

    /** The text of a log, or why it cannot be read. */
    static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
