package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Keeps the watermark, one line of text, across restarts. */
public interface WatermarkStore extends Closeable {

    /**
     * What was saved last; empty only if nothing ever was.
     *
     * @throws IOException if something is there that cannot be read: the feed must not begin anew then
     */
    Optional<String> load() throws IOException;

    /** When this returns the line outlives the process, as far as the store is made for that. */
    void save(String line) throws IOException;

    @Override
    default void close() throws IOException {
        // most stores hold nothing
    }

    /** Where the store is, for log lines and error messages. */
    @Override
    String toString();
}
