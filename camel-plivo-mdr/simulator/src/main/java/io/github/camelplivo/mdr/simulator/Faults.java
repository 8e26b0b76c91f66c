package io.github.camelplivo.mdr.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;

import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;

/**
 * A script of what the next requests get in place of the truth: each fault is used up by one request that it fits,
 * first in, first out. A request that gets a fault counts against the rate limits like any other, and gets its fault
 * also when it is over them or has wrong credentials. Thread-safe.
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

    /** For so many of the next requests of any kind. */
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

    /** For all requests that no other fault waits for, until {@link #clear()}. */
    public synchronized Faults always(Fault fault) {
        always = Objects.requireNonNull(fault, "fault");
        return this;
    }

    /** Back to the truth. */
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
