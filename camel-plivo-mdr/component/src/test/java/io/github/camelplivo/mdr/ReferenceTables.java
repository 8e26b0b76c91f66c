package io.github.camelplivo.mdr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** The options and headers of Camel's catalog of the component as tables in Markdown. */
final class ReferenceTables {

    private static final String HEADER_PREFIX = "CamelPlivoMdr";

    private final JsonNode catalog;

    ReferenceTables(JsonNode catalog) {
        this.catalog = catalog;
    }

    /** One table per group. An option of both component and endpoint is in the endpoint's group. */
    String options() {
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        JsonNode component = catalog.get("componentProperties");
        JsonNode endpoint = catalog.get("properties");
        endpoint.properties().forEach(option -> add(groups, option.getKey(), option.getValue(),
                component.has(option.getKey()) ? "component, endpoint" : "endpoint"));
        component.properties().stream().filter(option -> !endpoint.has(option.getKey()))
                .forEach(option -> add(groups, option.getKey(), option.getValue(), "component"));
        return groups.entrySet().stream()
                .map(group -> "### " + group.getKey() + "\n\n| name | type | default | set on | description |\n"
                              + "| --- | --- | --- | --- | --- |\n" + group.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static void add(Map<String, StringBuilder> groups, String name, JsonNode option, String setOn) {
        boolean path = "path".equals(option.path("kind").asText());
        row(groups.computeIfAbsent(option.get("group").asText(), group -> new StringBuilder()), code(name), type(option),
                option.has("defaultValue") ? code(option.get("defaultValue").asText()) : "", path ? "path of the URI" : setOn,
                description(option) + (option.path("secret").asBoolean() ? " **Secret.**" : ""));
    }

    String headers() {
        StringBuilder rows
                = new StringBuilder("| name | with | in or out | type | description |\n| --- | --- | --- | --- | --- |\n");
        catalog.get("headers").properties().forEach(header -> {
            String group = header.getValue().get("group").asText();
            row(rows, code(header.getKey()), "common".equals(group) ? "consumer, producer" : group,
                    direction(header.getKey(), group), type(header.getValue()), description(header.getValue()));
        });
        return rows.toString();
    }

    /** An input header is one of the producer; it overrides the option with its name. */
    private String direction(String header, String group) {
        String name = header.substring(HEADER_PREFIX.length());
        String option = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return "producer".equals(group) && catalog.get("properties").has(option) ? "in" : "out";
    }

    private static String type(JsonNode value) {
        String type = value.path("type").asText("object");
        return code("object".equals(type) ? value.get("javaType").asText().replaceAll("\\b[a-z]\\w*\\.", "") : type);
    }

    private static String description(JsonNode value) {
        String text = value.get("description").asText().replace("<", "&lt;").replace("|", "\\|");
        if (!value.has("enum")) {
            return text;
        }
        return text + " Allowed: " + StreamSupport.stream(value.get("enum").spliterator(), false)
                .map(word -> code(word.asText())).collect(Collectors.joining(", "))
               + ".";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static void row(StringBuilder rows, String... cells) {
        rows.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
