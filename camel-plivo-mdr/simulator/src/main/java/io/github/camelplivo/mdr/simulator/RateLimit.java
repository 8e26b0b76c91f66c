package io.github.camelplivo.mdr.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A maximum number of requests in a sliding time window. It is not known whether Plivo's own minute slides; a sliding
 * one is the stricter reading. Refused requests do not count.
 */
final class RateLimit {

    private final int requests;
    private final Duration per;
    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    RateLimit(int requests, Duration per, Clock clock) {
        if (requests < 1) {
            throw new IllegalArgumentException("A rate limit of " + requests + " requests lets nothing through");
        }
        this.requests = requests;
        this.per = per;
        this.clock = clock;
    }

    synchronized boolean admits() {
        Instant now = clock.instant();
        while (!recent.isEmpty() && !recent.peekFirst().plus(per).isAfter(now)) {
            recent.removeFirst();
        }
        return recent.size() < requests && recent.add(now);
    }
}
