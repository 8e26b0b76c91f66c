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

    /**
     * Checks that no other feed has taken this place: the feed calls it before it requests or delivers a page.
     *
     * @throws WatermarkLostException if one has; then each later call fails in the same way
     * @throws IOException            if the store cannot find out; a later call may succeed
     */
    default void check() throws IOException {
        // most stores have one user
    }

    /**
     * When this returns, a durable store has stored the line permanently.
     *
     * @throws WatermarkLostException if another feed has taken this place
     * @throws IOException            if the line may not be stored; the feed saves again later
     */
    void save(String line) throws IOException;

    @Override
    default void close() throws IOException {
        // most stores hold no resources
    }

    /** Where the store is, for log lines and error messages. */
    @Override
    String toString();
}
