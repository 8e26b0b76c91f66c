package io.github.camelplivo.mdr;

import java.util.Map;

import io.github.camelplivo.mdr.feed.SweepProgress;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Where the feeds of a context stand. */
@DevConsole(name = "plivo-mdr", displayName = "Plivo MDR", description = "Feeds of Plivo message detail records")
public class PlivoMdrDevConsole extends AbstractDevConsole {

    public PlivoMdrDevConsole() {
        super("camel", "plivo-mdr", "Plivo MDR", "Feeds of Plivo message detail records");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (FeedMonitor feed : RunningFeeds.of(getCamelContext()).all()) {
            feed.values().forEach((name, value) -> line(text, "    ", name, value));
            for (SweepProgress sweep : feed.status().sweeps()) {
                FeedMonitor.values(sweep)
                        .forEach((name, value) -> line(text, "sweep".equals(name) ? "        " : "            ", name, value));
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, String name, Object value) {
        if (value != null) {
            text.append(indent).append(name).append(": ").append(value).append(System.lineSeparator());
        }
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray feeds = new JsonArray();
        for (FeedMonitor feed : RunningFeeds.of(getCamelContext()).all()) {
            JsonObject json = new JsonObject(feed.values());
            JsonArray sweeps = new JsonArray();
            feed.status().sweeps().forEach(sweep -> sweeps.add(new JsonObject(FeedMonitor.values(sweep))));
            json.put("sweeps", sweeps);
            feeds.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("feeds", feeds);
        return root;
    }
}
