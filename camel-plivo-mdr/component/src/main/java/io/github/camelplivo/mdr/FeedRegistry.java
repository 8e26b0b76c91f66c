package io.github.camelplivo.mdr;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.budget.RequestBudget;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.StateRepository;

/** The feeds that consumers of a context read, also those under {@code master:}, which no route shows. */
final class FeedRegistry {

    private final List<FeedMonitor> feeds = new CopyOnWriteArrayList<>();
    private final Map<String, PlivoMdrConsumer> names = new ConcurrentHashMap<>();

    private FeedRegistry() {
    }

    static FeedRegistry of(CamelContext context) {
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
     * A file has a lock, a repository has none.
     *
     * @throws IllegalStateException if another feed keeps its position under the same key in the same repository
     */
    void requireOwnPosition(PlivoMdrEndpoint endpoint) {
        StateRepository<String, String> repository = endpoint.getConfiguration().getWatermarkRepository();
        String key = endpoint.getKey();
        if (repository != null && feeds.stream().anyMatch(feed -> feed.keepsItsPositionIn(repository, key))) {
            throw new IllegalStateException(
                    "Another feed of this Camel context keeps its position under the key '" + key
                                            + "' in the same watermarkRepository, and each would overwrite the other's."
                                            + " Give one of them a watermarkKey of its own");
        }
    }

    /** A name for a feed that is about to open: its key, with a number behind it if another feed has that name. */
    String takeName(String key, PlivoMdrConsumer owner) {
        String name = key;
        for (int number = 2; names.putIfAbsent(name, owner) != null; number++) {
            name = key + "#" + number;
        }
        return name;
    }

    void releaseName(PlivoMdrConsumer owner) {
        names.values().removeIf(other -> other == owner);
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

    /** Lists a second that the feeds with this budget need. */
    double demandedLists(RequestBudget budget) {
        return feeds.stream().filter(feed -> feed.shares(budget)).mapToDouble(FeedMonitor::demandedLists).sum();
    }

    /** How many feeds share this budget, at least one. */
    long sharing(RequestBudget budget) {
        return Math.max(1, feeds.stream().filter(feed -> feed.shares(budget)).count());
    }
}
