package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages show beside routes compiles or parses. */
class SnippetsTest {

    @TempDir
    Path folder;

    static Stream<Snippet> others() throws IOException {
        return Snippet.all().stream()
                .filter(snippet -> !snippet.isRoute() && !snippet.isFile())
                .filter(snippet -> snippet.language().equals("java") || snippet.language().equals("json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void isRight(Snippet snippet) throws Exception {
        if (snippet.language().equals("java")) {
            new JavaSnippets(folder).classOrStatements(snippet);
        } else {
            new ObjectMapper().readTree(snippet.text());
        }
    }

    /** Kept in memory only, versions are forgotten by a restart, and what is younger than the last age comes again. */
    @Test
    void aRouteThatReadsAgainRemembersVersionsDurably() throws IOException {
        assertThat(Snippet.all()).filteredOn(snippet -> snippet.isRoute() && snippet.text().contains("recheckAfter"))
                .isNotEmpty().allSatisfy(snippet -> assertThat(snippet.text()).contains("idempotentRepository"));
    }
}
