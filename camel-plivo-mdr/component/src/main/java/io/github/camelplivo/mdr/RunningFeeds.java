package io.github.camelplivo.mdr;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.client.RequestBudget;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/** The feeds that consumers of a context read, also those under {@code master:}, which no route shows. */
final class RunningFeeds {

    private final List<FeedMonitor> feeds = new CopyOnWriteArrayList<>();

    private RunningFeeds() {
    }

    static RunningFeeds of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        synchronized (RunningFeeds.class) {
            RunningFeeds feeds = extended.getContextPlugin(RunningFeeds.class);
            if (feeds == null) {
                feeds = new RunningFeeds();
                extended.addContextPlugin(RunningFeeds.class, feeds);
            }
            return feeds;
        }
    }

    /** A name for a feed with this key that no other has. */
    String name(String key) {
        String name = key;
        for (int number = 2; isTaken(name); number++) {
            name = key + "#" + number;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return feeds.stream().anyMatch(feed -> feed.name().equals(name));
    }

    void add(FeedMonitor feed) {
        feeds.add(feed);
    }

    void remove(FeedMonitor feed) {
        feeds.remove(feed);
    }

    List<FeedMonitor> all() {
        return List.copyOf(feeds);
    }

    /** Rows a second that the feeds with this budget must read. */
    double demand(RequestBudget budget) {
        return feeds.stream().filter(feed -> feed.shares(budget)).mapToDouble(feed -> feed.status().demand()).sum();
    }
}
