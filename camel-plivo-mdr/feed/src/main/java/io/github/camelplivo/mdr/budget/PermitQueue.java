package io.github.camelplivo.mdr.budget;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The threads that wait for a permit: by class, in a class by owner, and for one owner by rank. Owners take turns; an
 * owner that was just served goes behind the others.
 */
final class PermitQueue {

    private static final Comparator<WaitingThread> ORDER
            = Comparator.comparingLong((WaitingThread thread) -> thread.request.rank())
                    .thenComparingLong(thread -> thread.number);

    private final FairShares shares = new FairShares();
    /** No class without an owner and no owner without a thread. */
    private final Map<Priority, Map<Object, TreeSet<WaitingThread>>> classes = new EnumMap<>(Priority.class);
    private int size;

    void add(WaitingThread thread) {
        classes.computeIfAbsent(thread.request.priority(), priority -> new LinkedHashMap<>())
                .computeIfAbsent(thread.request.owner(), owner -> new TreeSet<>(ORDER)).add(thread);
        size++;
    }

    /** Removes and returns the thread that receives the next permit; there must be one. */
    WaitingThread poll() {
        Priority priority = shares.next(classes.keySet());
        Map<Object, TreeSet<WaitingThread>> owners = Objects.requireNonNull(classes.get(priority));
        Object owner = owners.keySet().iterator().next();
        TreeSet<WaitingThread> threads = Objects.requireNonNull(owners.remove(owner));
        WaitingThread next = threads.first();
        threads.remove(next);
        size--;
        if (!threads.isEmpty()) {
            owners.put(owner, threads);
        } else if (owners.isEmpty()) {
            classes.remove(priority);
        }
        return next;
    }

    /** Removes a thread; does nothing if it has left already. */
    void remove(WaitingThread thread) {
        Map<Object, TreeSet<WaitingThread>> owners = classes.get(thread.request.priority());
        if (owners == null) {
            return;
        }
        TreeSet<WaitingThread> threads = owners.get(thread.request.owner());
        if (threads == null || !threads.remove(thread)) {
            return;
        }
        size--;
        if (threads.isEmpty()) {
            owners.remove(thread.request.owner());
        }
        if (owners.isEmpty()) {
            classes.remove(thread.request.priority());
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Any waiting thread; there must be one. */
    WaitingThread any() {
        Iterator<Map<Object, TreeSet<WaitingThread>>> owners = classes.values().iterator();
        return owners.next().values().iterator().next().first();
    }

    /** One thread that waits for a permit. */
    static final class WaitingThread {

        final PermitRequest request;
        final Cancellation.Signal signal;
        /** In the order of arrival. */
        final long number;
        /** The number of its permit, 0 until it has one. */
        long permit;

        WaitingThread(PermitRequest request, Cancellation.Signal signal, long number) {
            this.request = request;
            this.signal = signal;
            this.number = number;
        }
    }
}
