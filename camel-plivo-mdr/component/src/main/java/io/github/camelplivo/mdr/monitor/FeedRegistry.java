package io.github.camelplivo.mdr.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.budget.RequestBudget;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.jspecify.annotations.Nullable;

/** The feeds that consumers of a context read, also those under {@code master:}, which no route shows. */
public final class FeedRegistry {

    private final List<FeedMonitor> feeds = new CopyOnWriteArrayList<>();
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(String key, @Nullable Object place, Object owner) {

        boolean isAt(String otherKey, Object otherPlace) {
            return place == otherPlace && key.equals(otherKey);
        }
    }

    private FeedRegistry() {
    }

    public static FeedRegistry of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        synchronized (FeedRegistry.class) {
            FeedRegistry feeds = extended.getContextPlugin(FeedRegistry.class);
            if (feeds == null) {
                feeds = new FeedRegistry();
                extended.addContextPlugin(FeedRegistry.class, feeds);
            }
            return feeds;
        }
    }

    /**
     * Registers a feed that is about to open.
     *
     * @param  key                   under which it keeps its position
     * @param  place                 the repository or database where it does; {@code null} for a file, which has a
     *                               lock, and for memory
     * @param  owner                 ends the registration by {@link #leave}
     * @return                       the name of the feed: its key, with a number behind it if another feed has that
     *                               name
     * @throws IllegalStateException if another feed keeps its position under the same key in the same place
     */
    public synchronized String enter(String key, @Nullable Object place, Object owner) {
        if (place != null && entries.values().stream().anyMatch(entry -> entry.isAt(key, place))) {
            throw new IllegalStateException(
                    "Another feed of this Camel context keeps its position under the key '" + key
                                            + "' in the same watermarkDataSource or watermarkRepository, and each would overwrite the"
                                            + " other's."
                                            + " Set another watermarkKey on one of them");
        }
        String name = key;
        for (int number = 2; entries.containsKey(name); number++) {
            name = key + "#" + number;
        }
        entries.put(name, new Entry(key, place, owner));
        return name;
    }

    /** The feed of this owner is closed, or did not open. */
    public synchronized void leave(Object owner) {
        entries.values().removeIf(entry -> entry.owner() == owner);
    }

    public void add(FeedMonitor feed) {
        feeds.add(feed);
    }

    public void remove(FeedMonitor feed) {
        feeds.remove(feed);
    }

    public List<FeedMonitor> all() {
        return List.copyOf(feeds);
    }

    /** Lists a second that the feeds with this budget need. */
    public double demandedLists(RequestBudget budget) {
        return feeds.stream().filter(feed -> feed.shares(budget)).mapToDouble(FeedMonitor::demandedLists).sum();
    }

    /** How many feeds share this budget, at least one. */
    public long sharing(RequestBudget budget) {
        return Math.max(1, feeds.stream().filter(feed -> feed.shares(budget)).count());
    }
}
