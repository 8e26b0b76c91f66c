package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * What feeds keep in memory for as long as their Camel context lives: positions, and the versions that were delivered.
 * Both outlive the endpoint, so that a route that is reloaded continues where it was.
 */
final class FeedMemory {

    /**
     * Where a feed keeps its position.
     *
     * @param place a file or repository; {@code null} for memory
     * @param key   the name of the feed
     */
    record Position(Object place, String key) {
    }

    private final Map<String, MemoryWatermarkStore> watermarks = new HashMap<>();
    private final Map<String, WatermarkStore> users = new HashMap<>();
    private final Map<Position, DeliveredVersions> versions = new HashMap<>();

    private FeedMemory() {
    }

    static FeedMemory of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        synchronized (FeedMemory.class) {
            FeedMemory memory = extended.getContextPlugin(FeedMemory.class);
            if (memory == null) {
                memory = new FeedMemory();
                extended.addContextPlugin(FeedMemory.class, memory);
            }
            return memory;
        }
    }

    /**
     * Opens the position of this feed, for one user at a time.
     *
     * @throws IllegalStateException if another feed has it open
     */
    synchronized WatermarkStore open(String key) {
        if (users.containsKey(key)) {
            throw new IllegalStateException(
                    "Another feed of this Camel context keeps its position in memory under the key '" + key
                                            + "'. Each would continue where the other stopped after a reload."
                                            + " Give one of them a watermarkKey of its own");
        }
        WatermarkStore store = new Open(key, watermarks.computeIfAbsent(key, k -> new MemoryWatermarkStore()));
        users.put(key, store);
        return store;
    }

    /**
     * The versions that the feed with this position delivered.
     *
     * @param begins whether the feed has no position yet, and so has delivered nothing
     */
    synchronized DeliveredVersions versions(Position position, boolean begins) {
        if (begins) {
            versions.remove(position);
        }
        return versions.computeIfAbsent(position, p -> new MemoryVersions());
    }

    private synchronized boolean isOpen(String key, WatermarkStore store) {
        return users.get(key) == store;
    }

    private synchronized void close(String key, WatermarkStore store) {
        users.remove(key, store);
    }

    /** A position in use. Once closed, it changes no more: the next user has it. */
    private final class Open implements WatermarkStore {

        private final String key;
        private final MemoryWatermarkStore store;

        Open(String key, MemoryWatermarkStore store) {
            this.key = key;
            this.store = store;
        }

        @Override
        public Optional<String> load() {
            synchronized (FeedMemory.this) {
                return store.load();
            }
        }

        @Override
        public void save(String line) throws IOException {
            synchronized (FeedMemory.this) {
                if (!isOpen(key, this)) {
                    throw new IOException(this + " was closed");
                }
                store.save(line);
            }
        }

        @Override
        public void close() {
            FeedMemory.this.close(key, this);
        }

        @Override
        public String toString() {
            return store.toString();
        }
    }
}
