package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.concurrent.ExecutorService;

import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A feed with the client and the threads that read for it.
 *
 * @param readAhead {@code null} if the feed sends one request at a time
 */
record OpenFeed(Feed feed, ClientLease lease, @Nullable ExecutorService readAhead, CamelContext context) {

    PlivoClient client() {
        return lease.client();
    }

    /**
     * Writes the position and unlocks it for the next start. The client and the threads remain for requests that still
     * run.
     */
    void closeFeed() throws IOException {
        feed.close();
    }

    /** Gives back the client and the threads. */
    void release() {
        release(lease, readAhead, context);
    }

    static void release(ClientLease lease, @Nullable ExecutorService readAhead, CamelContext context) {
        if (readAhead != null) {
            context.getExecutorServiceManager().shutdownNow(readAhead);
        }
        lease.close();
    }
}
