package io.github.camelplivo.mdr.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The options of the component, from the generated catalog. */
final class Catalog {

    private static final String CATALOG = "/META-INF/io/github/camelplivo/mdr/plivo-mdr.json";

    /** An option of the component. */
    record Option(String name, JsonNode json) {

        /** The name in a properties file. */
        String property() {
            return "camel.component.plivo-mdr." + name.replaceAll("(?=[A-Z])", "-").toLowerCase();
        }

        String type() {
            return json.get("type").asText();
        }

        /** The type without its type arguments. */
        String javaType() {
            return json.get("javaType").asText().replaceAll("<.*", "");
        }
    }

    private Catalog() {
    }

    static List<Option> options() {
        return read(CATALOG).get("componentProperties").properties().stream()
                .map(option -> new Option(option.getKey(), option.getValue())).toList();
    }

    static JsonNode read(String resource) {
        try (InputStream json = Catalog.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
