package io.github.camelplivo.mdr.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of docs/kafka-connect.md has the keys of the connector. {@code -Ddocs.write=true} writes it. */
class ConfigTableTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../../docs/kafka-connect.md");
    private static final String BEGIN = "<!-- configuration: begin, generated -->\n";
    private static final String END = "<!-- configuration: end -->\n";
    private static final String COMMAND = "mvn -pl camel-plivo-mdr/kafka-connect -am test -Dtest=ConfigTableTest"
                                          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    @Test
    void showsEveryKey() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String right = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, right);
            page = right;
        }

        assertThat(page)
                .as("docs/kafka-connect.md does not show the keys as they are now. Rewrite its table with\n%s\n", COMMAND)
                .isEqualTo(right);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| key | default | valid values | meaning |\n| --- | --- | --- | --- |\n");
        ConfigDef definition = ConfigKeys.definition();
        definition.names().stream().map(definition.configKeys()::get).forEach(key -> table.append(row(key)));
        return table.toString();
    }

    private static String row(ConfigKey key) {
        return "| `" + key.name + "` | " + defaultValue(key) + " | " + validValues(key) + " | "
               + key.documentation.replace("<", "&lt;") + " |\n";
    }

    private static String defaultValue(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        String text = key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** Of numbers and words; the meaning of the other keys says it. */
    private static String validValues(ConfigKey key) {
        return key.validator instanceof Range || key.validator instanceof ValidString ? "`" + key.validator + "`" : "";
    }
}
