package io.github.camelplivo.mdr;

import java.util.List;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the feeds of a context. The options {@code action}, {@code feed} and {@code from} run an operation on
 * one, as {@link PlivoMdrFeeds#run} does.
 */
@DevConsole(name = "plivo-mdr", displayName = "Plivo MDR", description = "Feeds of Plivo message detail records")
public class PlivoMdrDevConsole extends AbstractDevConsole {

    public PlivoMdrDevConsole() {
        super("camel", "plivo-mdr", "Plivo MDR", "Feeds of Plivo message detail records");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        operate(options).forEach((name, value) -> line(text, "    ", name, value));
        for (Map<String, @Nullable Object> feed : PlivoMdrFeeds.of(getCamelContext()).figures()) {
            feed.forEach((name, value) -> {
                if (value instanceof List<?> sweeps) {
                    sweeps.forEach(sweep -> ((Map<?, ?>) sweep).forEach(
                            (key, figure) -> line(text, "sweep".equals(key) ? "        " : "            ", key, figure)));
                } else {
                    line(text, "    ", name, value);
                }
            });
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, Object name, @Nullable Object value) {
        if (value != null) {
            text.append(indent).append(name).append(": ").append(value).append(System.lineSeparator());
        }
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject(operate(options));
        root.put("feeds", new JsonArray(PlivoMdrFeeds.of(getCamelContext()).figures()));
        return root;
    }

    /** Runs the operation that the options name, and returns its result or its error; empty without an operation. */
    private Map<String, Object> operate(Map<String, Object> options) {
        String action = text(options, "action");
        if (action == null) {
            return Map.of();
        }
        try {
            String feed = PlivoMdrFeeds.of(getCamelContext()).run(action, text(options, "feed"), text(options, "from"));
            return Map.of("done", action + " of " + feed);
        } catch (IllegalArgumentException e) {
            return Map.of("error", e.getMessage());
        }
    }

    private static @Nullable String text(Map<String, Object> options, String name) {
        return options.get(name) == null ? null : options.get(name).toString();
    }
}
