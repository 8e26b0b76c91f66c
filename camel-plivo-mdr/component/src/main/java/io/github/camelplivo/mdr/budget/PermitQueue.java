package io.github.camelplivo.mdr.budget;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who waits for a permit: by class, in a class by owner, and of one owner by rank. Owners take turns; one that has just
 * been served goes behind the others.
 */
final class PermitQueue {

    private static final Comparator<Waiter> ORDER
            = Comparator.comparingLong((Waiter waiter) -> waiter.request.rank()).thenComparingLong(waiter -> waiter.number);

    private final FairShares shares = new FairShares();
    /** No class without an owner and no owner without a waiter. */
    private final Map<Priority, Map<Object, TreeSet<Waiter>>> classes = new EnumMap<>(Priority.class);
    private int size;

    void add(Waiter waiter) {
        classes.computeIfAbsent(waiter.request.priority(), priority -> new LinkedHashMap<>())
                .computeIfAbsent(waiter.request.owner(), owner -> new TreeSet<>(ORDER)).add(waiter);
        size++;
    }

    /** Takes out the one that receives the next permit; there must be one. */
    Waiter poll() {
        Priority priority = shares.next(classes.keySet());
        Map<Object, TreeSet<Waiter>> owners = classes.get(priority);
        Object owner = owners.keySet().iterator().next();
        TreeSet<Waiter> waiters = owners.remove(owner);
        Waiter next = waiters.pollFirst();
        size--;
        if (!waiters.isEmpty()) {
            owners.put(owner, waiters);
        } else if (owners.isEmpty()) {
            classes.remove(priority);
        }
        return next;
    }

    /** Does nothing if it has left already. */
    void remove(Waiter waiter) {
        Map<Object, TreeSet<Waiter>> owners = classes.get(waiter.request.priority());
        TreeSet<Waiter> waiters = owners == null ? null : owners.get(waiter.request.owner());
        if (waiters == null || !waiters.remove(waiter)) {
            return;
        }
        size--;
        if (waiters.isEmpty()) {
            owners.remove(waiter.request.owner());
        }
        if (owners.isEmpty()) {
            classes.remove(waiter.request.priority());
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Any of those that wait; there must be one. */
    Waiter any() {
        Iterator<Map<Object, TreeSet<Waiter>>> owners = classes.values().iterator();
        return owners.next().values().iterator().next().first();
    }

    /** One thread that waits for a permit. */
    static final class Waiter {

        final PermitRequest request;
        final Cancellation.Signal signal;
        /** In the order of arrival. */
        final long number;
        /** The number of its permit, 0 as long as it has none. */
        long permit;

        Waiter(PermitRequest request, Cancellation.Signal signal, long number) {
            this.request = request;
            this.signal = signal;
            this.number = number;
        }
    }
}
