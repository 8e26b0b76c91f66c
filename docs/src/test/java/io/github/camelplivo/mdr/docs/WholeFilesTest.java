package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The files that a page shows whole are those that the build compiles and whose tests it runs. */
class WholeFilesTest {

    /** With Camel's test support here, with Spring Boot in the starter. */
    private static final List<Path> FOLDERS = Stream.of("docs", "camel-plivo-mdr/spring-boot-starter")
            .map(module -> Snippet.DOCS.resolveSibling(module).resolve("src/test/java/com/acme")).toList();

    @Test
    void areThoseOfTheBuild() throws IOException {
        List<String> shown = Snippet.all().stream().filter(Snippet::isFile).map(Snippet::text).toList();
        List<String> built = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    built.add(Files.readString(file));
                    if (file.toString().endsWith("Test.java")) {
                        tests.add(Files.readString(file));
                    }
                }
            }
        }
        assertThat(built).containsAll(shown);
        assertThat(shown).containsAll(tests).hasSize(3);
    }
}
