package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
                        Snippet.DOCS.resolve("pictures/Pictures.java").toString(), folder.toString()))
                .inheritIO().start();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).isZero();

        for (String picture : List.of("timeline.svg", "by-time.svg")) {
            assertThat(Snippet.DOCS.resolve("pictures").resolve(picture))
                    .as("run: java docs/pictures/Pictures.java").hasSameTextualContentAs(folder.resolve(picture));
        }
    }
}
