package io.github.camelplivo.mdr.springboot;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** The metadata for editors describes each option like the component's catalog. */
class MetadataTest {

    private static final JsonNode METADATA = Catalog.read("/META-INF/spring-configuration-metadata.json");

    /** A property as an editor shows it. */
    private record Property(String type, String description, JsonNode defaultValue) {
    }

    @Test
    void describesNameTypeDefaultAndDescription() {
        Map<String, Property> described = new HashMap<>();
        METADATA.get("properties").forEach(property -> {
            if (PlivoMdrComponentConfiguration.class.getName().equals(text(property, "sourceType"))) {
                described.put(text(property, "name"),
                        new Property(text(property, "type"), text(property, "description"), property.get("defaultValue")));
            }
        });
        // a property of all starters
        assertThat(described.remove("camel.component.plivo-mdr.enabled")).isNotNull();

        assertThat(described).containsExactlyInAnyOrderEntriesOf(
                Catalog.options().stream().collect(toMap(Catalog.Option::property, MetadataTest::expected)));
    }

    @Test
    void listsTheAllowedTexts() {
        Map<String, JsonNode> described = new HashMap<>();
        METADATA.get("hints").forEach(hint -> described.put(text(hint, "name"), hint.get("values")));

        assertThat(described).containsExactlyInAnyOrderEntriesOf(Catalog.options().stream()
                .filter(option -> option.json().has("enum") && option.javaType().equals(String.class.getName()))
                .collect(toMap(Catalog.Option::property, MetadataTest::values)));
    }

    private static Property expected(Catalog.Option option) {
        String description = option.json().get("description").asText();
        return switch (option.type()) {
            case "object" -> new Property(
                    String.class.getName(), description + " The option is a " + option.javaType() + " type.", null);
            case "integer" -> new Property(Integer.class.getName(), description, defaultValue(option));
            case "boolean" -> new Property(Boolean.class.getName(), description, defaultValue(option));
            case "duration" -> new Property(Duration.class.getName(), description, defaultValue(option));
            default -> new Property(option.javaType(), description, defaultValue(option));
        };
    }

    private static JsonNode defaultValue(Catalog.Option option) {
        return option.json().get("defaultValue");
    }

    private static JsonNode values(Catalog.Option option) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        option.json().get("enum").forEach(value -> values.addObject().set("value", value));
        return values;
    }

    private static String text(JsonNode json, String name) {
        return Objects.toString(json.path(name).textValue(), "");
    }
}
