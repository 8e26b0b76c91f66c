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

/** The snippets of the pages other than routes compile or parse. */
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
    void compilesOrParses(Snippet snippet) throws Exception {
        if (snippet.language().equals("java")) {
            new JavaSnippets(folder).classOrStatements(snippet);
        } else {
            new ObjectMapper().readTree(snippet.text());
        }
    }

    /**
     * With versions in memory only, a restart forgets them, and the feed delivers records that are younger than the
     * last age again.
     */
    @Test
    void aRouteThatReadsAgainRemembersVersionsDurably() throws IOException {
        assertThat(Snippet.all()).filteredOn(snippet -> snippet.isRoute() && snippet.text().contains("recheckAfter"))
                .isNotEmpty().allSatisfy(snippet -> assertThat(snippet.text()).contains("idempotentRepository"));
    }
}
