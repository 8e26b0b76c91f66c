package io.github.camelplivo.mdr.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests: enough for a test, and bounded for a long-running simulator. */
final class RequestLog {

    static final int KEPT = 50_000;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    synchronized void add(ReceivedRequest request) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.add(request);
    }

    synchronized List<ReceivedRequest> all() {
        return List.copyOf(requests);
    }
}
