package io.github.camelplivo.mdr.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** The definitions of the Kamelets, which tools show. */
class DefinitionsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = { "plivo-mdr-source", "plivo-mdr-get-action" })
    void theTemplateUsesEveryPropertyAndBeanAndNoOther(String name) throws IOException {
        JsonNode kamelet = kamelet(name);
        Set<String> used = new TreeSet<>();
        Matcher placeholder = Pattern.compile("\\{\\{\\??(\\w+)}}").matcher(kamelet.at("/spec/template").toString());
        while (placeholder.find()) {
            used.add(placeholder.group(1));
        }

        Set<String> defined = new TreeSet<>();
        kamelet.at("/spec/definition/properties").properties().forEach(property -> defined.add(property.getKey()));
        kamelet.at("/spec/template/beans").forEach(bean -> defined.add(bean.get("name").asText()));

        assertThat(used).isEqualTo(defined);
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
    }

    /** A property has the name and default of an option of the component, and is secret if the option is. */
    @ParameterizedTest
    @ValueSource(strings = { "plivo-mdr-source", "plivo-mdr-get-action" })
    void propertiesAreOptionsOfTheComponent(String name) throws IOException {
        JsonNode options = json("/META-INF/io/github/camelplivo/mdr/plivo-mdr.json").get("properties");

        kamelet(name).at("/spec/definition/properties").properties().forEach(property -> {
            JsonNode option = options.path(property.getKey());
            assertThat(option.isObject()).as(property.getKey()).isTrue();
            JsonNode definition = property.getValue();
            assertThat(definition.path("title").asText()).isNotEmpty();
            assertThat(definition.path("description").asText()).isNotEmpty();
            assertThat(definition.path("format").asText().equals("password")).as(property.getKey())
                    .isEqualTo(option.path("secret").asBoolean());
            assertThat(definition.path("enum")).isEqualTo(option.path("enum"));
            if (definition.has("default")) {
                assertThat(definition.get("default").asText()).isIn(option.path("defaultValue").asText(), "60s");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "plivo-mdr-source", "plivo-mdr-get-action" })
    void needsThisVersionOfTheComponent(String name) throws IOException {
        assertThat(kamelet(name).at("/spec/dependencies").toString())
                .containsPattern("\"mvn:io.github.camelplivo:camel-plivo-mdr:\\d[^\"@$]*\"");
    }

    @Test
    void secretsAreMarked() throws IOException {
        assertThat(kamelet("plivo-mdr-source").at("/spec/definition/properties/authToken/x-descriptors").toString())
                .contains("urn:alm:descriptor:com.tectonic.ui:password", "urn:camel:group:credentials");
    }

    private static JsonNode kamelet(String name) throws IOException {
        try (InputStream yaml = DefinitionsTest.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        }
    }

    private static JsonNode json(String path) throws IOException {
        try (InputStream file = DefinitionsTest.class.getResourceAsStream(path)) {
            return MAPPER.readTree(file);
        }
    }
}
