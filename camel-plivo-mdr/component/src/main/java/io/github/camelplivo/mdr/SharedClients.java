package io.github.camelplivo.mdr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.PlivoClient;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client for all users with equal settings; the last one closes it. Endpoints are not users: Camel silently
 * drops an endpoint when its cache is full.
 */
final class SharedClients {

    private static final class Shared {

        private final PlivoClient client;
        private final Runnable onClose;
        private int users;

        private Shared(PlivoClient client, Runnable onClose) {
            this.client = client;
            this.onClose = onClose;
        }

        private void close() {
            client.close();
            onClose.run();
        }
    }

    private final Map<ClientSettings, Shared> clients = new HashMap<>();
    private boolean closed;

    /**
     * The client for these settings, until the lease is closed.
     *
     * @param client  creates the client if there is none
     * @param onClose called after the client was closed
     */
    synchronized ClientLease lease(ClientSettings settings, Supplier<PlivoClient> client, Runnable onClose) {
        if (closed) {
            throw new IllegalStateException("The component plivo-mdr is stopped: no request can be sent");
        }
        Shared shared = clients.get(settings);
        if (shared == null) {
            shared = new Shared(client.get(), onClose);
            clients.put(settings, shared);
        }
        return newLease(settings, shared);
    }

    private ClientLease newLease(ClientSettings settings, Shared shared) {
        shared.users++;
        return new ClientLease(shared.client, () -> share(settings, shared), () -> release(settings, shared));
    }

    private synchronized @Nullable ClientLease share(ClientSettings settings, Shared shared) {
        return clients.get(settings) == shared ? newLease(settings, shared) : null;
    }

    private void release(ClientSettings settings, Shared shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0 || !clients.remove(settings, shared)) {
                return;
            }
        }
        shared.close();
    }

    /** The client for these settings, {@code null} if none is in use. */
    synchronized @Nullable PlivoClient find(ClientSettings settings) {
        Shared shared = clients.get(settings);
        return shared == null ? null : shared.client;
    }

    synchronized boolean uses(SSLContext context) {
        return clients.keySet().stream().anyMatch(settings -> settings.sslContext() == context);
    }

    synchronized int size() {
        return clients.size();
    }

    synchronized void open() {
        closed = false;
    }

    /** Closes all clients, including those in use. */
    void close() {
        List<Shared> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(clients.values());
            clients.clear();
        }
        all.forEach(Shared::close);
    }
}
