package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The page that is read and not acknowledged yet: its sweep does not read it again. For use by one thread at a time.
 */
final class PendingPage {

    private @Nullable Delivery delivery;
    private boolean closed;

    boolean isEmpty() {
        return delivery == null;
    }

    Optional<FeedPage> page() {
        return Optional.ofNullable(delivery).map(Delivery::page);
    }

    void set(Delivery read) {
        delivery = read;
    }

    void clear() {
        delivery = null;
    }

    /** From now on no page can be acknowledged. */
    void close() {
        closed = true;
    }

    /**
     * The delivery of the page, which the route has processed.
     *
     * @throws IOException              if the feed is closed
     * @throws IllegalArgumentException if it is not the page that awaits its acknowledgement
     */
    Delivery processed(FeedPage page) throws IOException {
        if (closed) {
            throw new IOException(
                    "Page " + page.id() + " was completed after the feed was closed; the page will be redelivered");
        }
        if (delivery == null || page != delivery.page()) {
            throw new IllegalArgumentException("Page " + page.id() + " is not the page that awaits its acknowledgement");
        }
        return delivery;
    }
}
