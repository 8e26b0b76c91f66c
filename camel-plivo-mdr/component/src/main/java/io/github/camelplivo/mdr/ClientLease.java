package io.github.camelplivo.mdr;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.client.PlivoClient;

/** The right to use a client that others use too; the client stays open until this is closed. */
final class ClientLease implements AutoCloseable {

    private final PlivoClient client;
    private final Supplier<ClientLease> sharing;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    ClientLease(PlivoClient client, Supplier<ClientLease> sharing, Runnable release) {
        this.client = client;
        this.sharing = sharing;
        this.release = release;
    }

    PlivoClient client() {
        return client;
    }

    /** Another lease of the same client; {@code null} if it was closed because nobody used it any more. */
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
