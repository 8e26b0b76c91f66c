package io.github.camelplivo.springboot.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Prometheus's own parser accepts all expressions. Skipped if promtool is not on the path. */
class PromtoolTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void requirePromtool() throws Exception {
        assumeTrue(succeeds("--version"), "needs promtool on the path");
    }

    @Test
    void acceptsTheAlerts() throws Exception {
        assertThat(succeeds("check", "rules", Kit.ALERTS.toString())).isTrue();
    }

    /** As recording rules, because promtool does not check other expressions. */
    @Test
    void acceptsTheExpressionsOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        List<JsonNode> expressions = new ObjectMapper().readTree(Kit.text(Kit.DASHBOARD)).findValues("expr");
        for (int i = 0; i < expressions.size(); i++) {
            String expression = expressions.get(i).asText().replace("$feed", ".*").replace("$__rate_interval", "5m");
            rules.append("  - record: expression_").append(i).append("\n    expr: '").append(expression).append("'\n");
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);

        assertThat(expressions).isNotEmpty();
        assertThat(succeeds("check", "rules", file.toString())).isTrue();
    }

    private static boolean succeeds(String... arguments) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of("promtool"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
