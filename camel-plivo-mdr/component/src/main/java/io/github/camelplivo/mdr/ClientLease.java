package io.github.camelplivo.mdr;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.client.PlivoClient;
import org.jspecify.annotations.Nullable;

/** A lease of a shared client: the client stays open until every lease is closed. */
final class ClientLease implements AutoCloseable {

    private final PlivoClient client;
    private final Supplier<@Nullable ClientLease> sharing;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    ClientLease(PlivoClient client, Supplier<@Nullable ClientLease> sharing, Runnable release) {
        this.client = client;
        this.sharing = sharing;
        this.release = release;
    }

    PlivoClient client() {
        return client;
    }

    /** Another lease of the same client; {@code null} if the client is closed because no lease is left. */
    @Nullable
    ClientLease share() {
        return sharing.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
