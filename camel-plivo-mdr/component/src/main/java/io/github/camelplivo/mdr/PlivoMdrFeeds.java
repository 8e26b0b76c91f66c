package io.github.camelplivo.mdr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.camelplivo.mdr.monitor.FeedMonitor;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The feeds that consumers of a Camel context read: their figures and their operations. JMX, the dev console and the
 * endpoint of the Spring Boot starter offer the same.
 */
public final class PlivoMdrFeeds {

    /** An operation on a feed. */
    public enum Operation {

        /**
         * Pauses the backfill, while live reads and rechecks continue, until it is resumed or the feed starts again.
         */
        pauseBackfill((feed, from) -> feed.feed().pauseBackfill()),
        /** Resumes the backfill at the next poll. */
        resumeBackfill((feed, from) -> feed.feed().resumeBackfill()),
        /** Reads everything again from an instant to the cursor of the live sweep, from the next poll on. */
        reread(FeedMonitor::reread);

        private final BiConsumer<FeedMonitor, @Nullable String> action;

        Operation(BiConsumer<FeedMonitor, @Nullable String> action) {
            this.action = action;
        }

        static Operation of(String name) {
            for (Operation operation : values()) {
                if (operation.name().equals(name)) {
                    return operation;
                }
            }
            throw new IllegalArgumentException("'" + name + "' is not an operation, allowed are " + List.of(values()));
        }
    }

    private final CamelContext context;

    private PlivoMdrFeeds(CamelContext context) {
        this.context = context;
    }

    public static PlivoMdrFeeds of(CamelContext context) {
        return new PlivoMdrFeeds(context);
    }

    /** The figures of each feed by name, and those of its sweeps as a list under {@code sweeps}. */
    public List<Map<String, @Nullable Object>> figures() {
        List<Map<String, @Nullable Object>> feeds = new ArrayList<>();
        for (FeedMonitor feed : FeedRegistry.of(context).all()) {
            Map<String, @Nullable Object> figures = new LinkedHashMap<>(feed.values());
            figures.put("sweeps", feed.status().sweeps().stream().map(FeedMonitor::values).toList());
            feeds.add(figures);
        }
        return feeds;
    }

    /**
     * Runs an operation on a feed.
     *
     * @param  operation                the name of an {@link Operation}
     * @param  feed                     its name; may be {@code null} if there is only one feed
     * @param  from                     for {@code reread}: an instant such as {@code 2026-11-21T12:00:00Z}
     * @return                          the name of the feed
     * @throws IllegalArgumentException if there is no such operation or feed, or the feed cannot read again from that
     *                                  instant
     */
    public String run(String operation, @Nullable String feed, @Nullable String from) {
        Operation requested = Operation.of(operation);
        FeedMonitor monitor = find(feed);
        requested.action.accept(monitor, from);
        return monitor.name();
    }

    private FeedMonitor find(@Nullable String name) {
        List<FeedMonitor> feeds = FeedRegistry.of(context).all();
        if (name == null && feeds.size() == 1) {
            return feeds.get(0);
        }
        return feeds.stream().filter(feed -> feed.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (name == null ? "The feed is not named" : "There is no feed '" + name + "'") + "; running feeds are "
                                                                + feeds.stream().map(FeedMonitor::name).toList()));
    }
}
