package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Stores the watermark, one line of text, across restarts. */
public interface WatermarkStore extends Closeable {

    /**
     * The last saved line; empty only if none was ever saved.
     *
     * @throws IOException if there is an unreadable watermark: the feed must not start over then
     */
    Optional<String> load() throws IOException;

    /** When this returns, a durable store has stored the line permanently. */
    void save(String line) throws IOException;

    @Override
    default void close() throws IOException {
        // most stores hold no resources
    }

    /** Where the store is, for log lines and error messages. */
    @Override
    String toString();
}
