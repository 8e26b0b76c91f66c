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
import org.jspecify.annotations.Nullable;

/**
 * Positions and delivered versions that feeds keep in memory while their Camel context lives. Both outlive the
 * endpoint, so that a reloaded route continues at its position.
 */
final class FeedMemory {

    /**
     * Where a feed keeps its position.
     *
     * @param place a file or repository; {@code null} for memory
     * @param key   the name of the feed
     */
    record Position(@Nullable Object place, String key) {
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
                                            + "'. After a reload, each would continue where the other stopped."
                                            + " Set another watermarkKey on one of them");
        }
        WatermarkStore store = new Open(key, watermarks.computeIfAbsent(key, k -> new MemoryWatermarkStore()));
        users.put(key, store);
        return store;
    }

    /** The versions that the feed with this position delivered. */
    synchronized DeliveredVersions versions(Position position) {
        return versions.computeIfAbsent(position, p -> new MemoryVersions());
    }

    /** Forgets the versions of a feed that has delivered nothing yet, or does not read records again. */
    synchronized void forgetVersions(Position position) {
        versions.remove(position);
    }

    private synchronized boolean isOpen(String key, WatermarkStore store) {
        return users.get(key) == store;
    }

    private synchronized void close(String key, WatermarkStore store) {
        users.remove(key, store);
    }

    /** A position in use. After close it never changes again, because the next user owns the position. */
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
