package io.github.camelplivo.springboot.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of docs/monitoring, and the pages beside them. */
final class Kit {

    static final Path DOCS = Path.of("..", "..", "docs");
    static final Path ALERTS = DOCS.resolve("monitoring/alerts.yml");
    static final Path DASHBOARD = DOCS.resolve("monitoring/dashboard.json");

    private Kit() {
    }

    /** Not where the example was copied: its tests of the kit are tests of this project. */
    static boolean isHere() {
        return Files.isDirectory(DOCS);
    }

    static List<Alert> alerts() {
        return yaml(text(ALERTS)).get(0).findValues("rules").stream().flatMap(rules -> elements(rules).stream())
                .map(rule -> Alert.of(
                        rule.path("alert").asText(), rule.path("expr").asText(),
                        rule.path("annotations").path("runbook_url").asText()))
                .toList();
    }

    /** The documents of a YAML stream; a key that occurs twice is an error. */
    static List<JsonNode> yaml(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(strict)).loadAll(text)
                .forEach(document -> documents.add(new ObjectMapper().valueToTree(document)));
        return documents;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array instanceof MissingNode ? List.of() : StreamSupport.stream(array.spliterator(), false).toList();
    }
}
