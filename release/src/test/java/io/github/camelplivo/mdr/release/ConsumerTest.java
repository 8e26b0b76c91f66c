package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An example, copied to an empty folder, is built with the bundle as the only additional repository, and its tests read
 * the simulator. Maven starts with an empty local repository; it takes the libraries of others from that of this build,
 * or from Maven Central.
 */
class ConsumerTest {

    @TempDir
    Path folder;

    static Stream<String> examples() {
        return Stream.of(System.getProperty("release.examples").split(","));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleReadsTheSimulatorWithTheBundleAlone(String exampleAndTest) throws Exception {
        String example = exampleAndTest.replaceFirst(":.*", "");
        String tests = exampleAndTest.substring(example.length()).replaceFirst(":", "-Dtest=");
        Path project = folder.resolve(example);
        copy(Bundle.ROOT.resolve("examples").resolve(example), project);
        Path log = folder.resolve("maven.log");
        ChildMaven.run(project, log, "-s", UserSettings.write(folder.resolve("settings.xml")).toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"), tests.isEmpty() ? "-DallTests" : tests, "verify");

        assertThat(ChildMaven.read(log)).containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(origins()).isNotEmpty().allSatisfy(line -> assertThat(line).contains(">bundle="));
    }

    /** @return a line for each file of ours that Maven has fetched, with the repository that it is from */
    private List<String> origins() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("repository/io/github/camelplivo"))) {
            for (Path file : files.filter(file -> file.endsWith("_remote.repositories")).toList()) {
                Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).forEach(lines::add);
            }
        }
        return lines;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !from.relativize(file).startsWith("target")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
