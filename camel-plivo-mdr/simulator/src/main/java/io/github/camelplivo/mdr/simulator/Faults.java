package io.github.camelplivo.mdr.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;

import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;

/**
 * The planned faults: each fault is for one request of its kind, first in, first out. A request that receives a fault
 * counts against the rate limits like any other. It receives its fault even if it exceeds them or has wrong
 * credentials. Thread-safe.
 */
public final class Faults {

    private final Deque<Planned> script = new ArrayDeque<>();
    private Fault always;

    private record Planned(Fault fault, Kind kind) {

        boolean fits(Kind request) {
            return kind == null || kind == request;
        }
    }

    /** For the next request of any kind. */
    public Faults next(Fault fault) {
        return plan(fault, null, 1);
    }

    /** For the next {@code times} requests of any kind. */
    public Faults next(Fault fault, int times) {
        return plan(fault, null, times);
    }

    /** For the next request for a page of the list. */
    public Faults nextList(Fault fault) {
        return plan(fault, Kind.LIST, 1);
    }

    /** For the next request for one record. */
    public Faults nextGet(Fault fault) {
        return plan(fault, Kind.GET, 1);
    }

    /** For all requests for which no other fault is planned, until {@link #clear()}. */
    public synchronized Faults always(Fault fault) {
        always = Objects.requireNonNull(fault, "fault");
        return this;
    }

    /** Removes all faults. */
    public synchronized Faults clear() {
        script.clear();
        always = null;
        return this;
    }

    /** The fault for a request, or null for none. */
    synchronized Fault take(Kind request) {
        for (Iterator<Planned> plan = script.iterator(); plan.hasNext();) {
            Planned planned = plan.next();
            if (planned.fits(request)) {
                plan.remove();
                return planned.fault;
            }
        }
        return always;
    }

    private synchronized Faults plan(Fault fault, Kind kind, int times) {
        script.addAll(Collections.nCopies(times, new Planned(Objects.requireNonNull(fault, "fault"), kind)));
        return this;
    }
}
