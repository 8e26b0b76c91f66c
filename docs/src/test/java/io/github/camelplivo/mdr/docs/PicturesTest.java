package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The pictures are the output of their program. */
class PicturesTest {

    @TempDir
    Path folder;

    @Test
    void equalTheOutputOfTheProgram() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Snippet.DOCS.resolve("pictures/Pictures.java").toAbsolutePath().toString(), folder.toString()))
                .directory(Snippet.DOCS.resolve("..").toFile())
                .inheritIO().start();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).isZero();

        for (String picture : List.of("timeline.svg", "by-time.svg", "quickstart.svg")) {
            assertThat(Snippet.DOCS.resolve("pictures").resolve(picture))
                    .as("run: java docs/pictures/Pictures.java").hasSameTextualContentAs(folder.resolve(picture));
        }
    }

    @Test
    void showTheFirstCommandOfTheReadme() throws IOException {
        String readme = Files.readString(Snippet.DOCS.resolve("../README.md"));
        String first = readme.split("```")[1].strip();

        assertThat(Snippet.DOCS.resolve("pictures/quickstart.svg")).content().contains(">$ " + first + "</text>");
    }

    /** A page that shows it loads fast, and a change of it can be read. */
    @Test
    void areSmall() throws IOException {
        try (Stream<Path> files = Files.list(Snippet.DOCS.resolve("pictures"))) {
            List<Path> pictures = files.filter(file -> file.toString().endsWith(".svg")).toList();
            assertThat(pictures).hasSizeGreaterThan(7)
                    .allSatisfy(picture -> assertThat(Files.size(picture)).as("%s", picture).isLessThan(60_000));
        }
    }
}
