package io.github.camelplivo.mdr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/reference.md are those of the catalog. {@code -Ddocs.write=true} writes them. */
class ReferenceDocTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../../docs/reference.md");
    private static final String CATALOG = "/META-INF/io/github/camelplivo/mdr/plivo-mdr.json";
    private static final String COMMAND = "mvn -pl camel-plivo-mdr/component -am test -Dtest=ReferenceDocTest"
                                          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    @Test
    void showsTheOptionsAndHeadersOfTheCatalog() throws IOException {
        String page = Files.readString(PAGE);
        String right = withTables(page);

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, right);
            page = right;
        }

        assertThat(page)
                .as("docs/reference.md does not show the options and headers as they are now. Rewrite its tables with\n%s\n",
                        COMMAND)
                .isEqualTo(right);
    }

    private static String withTables(String page) throws IOException {
        try (InputStream catalog = ReferenceDocTest.class.getResourceAsStream(CATALOG)) {
            ReferenceTables tables = new ReferenceTables(new ObjectMapper().readTree(catalog));
            return replace(replace(page, "options", tables.options()), "headers", tables.headers());
        }
    }

    private static String replace(String page, String name, String tables) {
        String begin = "<!-- " + name + ": begin, generated -->\n";
        String end = "<!-- " + name + ": end -->\n";
        assertThat(page).as("docs/reference.md").containsOnlyOnce(begin).containsOnlyOnce(end);
        return page.substring(0, page.indexOf(begin) + begin.length()) + "\n" + tables + "\n"
               + page.substring(page.indexOf(end));
    }
}
