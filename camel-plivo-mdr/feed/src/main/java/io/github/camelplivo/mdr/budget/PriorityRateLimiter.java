package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.budget.PermitQueue.WaitingThread;
import org.jspecify.annotations.Nullable;

/**
 * Gives permits one after another, at an interval. It gives a permit at the moment when it falls due, to the thread
 * that {@link PermitQueue} chooses among those that wait then; permits are not reserved in advance.
 * <p>
 * The state is the time of the next permit alone (the generic cell rate algorithm, GCRA). One of the waiting threads,
 * the timekeeper, wakes up at that time and gives the permit; all others sleep until they are signalled.
 */
final class PriorityRateLimiter {

    /** Far below the maximum of nanoseconds, so that adding it to any moment cannot overflow. */
    private static final Duration UNBOUNDED = Duration.ofDays(36_500);

    private final Supplier<String> limit;
    private final LongSupplier nanoTime;
    private final PermitQueue queue = new PermitQueue();
    private int capacity;
    private long interval;
    /** When the permit after the last one falls due, if none was saved up. */
    private long nextPermit;
    private long blockedUntil;
    private @Nullable WaitingThread timekeeper;
    private long arrivals;
    private long permits;

    /**
     * @param limit    names the limit in messages
     * @param capacity how many permits are saved up while no thread waits, all of them at the start
     * @param interval from one permit to the next
     */
    PriorityRateLimiter(Supplier<String> limit, int capacity, Duration interval, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.capacity = capacity;
        this.interval = interval.toNanos();
        this.nextPermit = nanoTime.getAsLong();
        this.blockedUntil = nextPermit;
    }

    /**
     * Returns the number of the permit, from 1 on, when it is given.
     *
     * @param  start                  when the request began to wait, possibly for another permit
     * @throws PermitTimeoutException when the request has reached its time-out
     */
    long acquire(PermitRequest request, long start, Cancellation cancellation)
            throws InterruptedException, PermitTimeoutException {
        WaitingThread thread = join(request, cancellation);
        try {
            for (long nanos = nextWake(thread, start); thread.permit == 0; nanos = nextWake(thread, start)) {
                thread.signal.await(Duration.ofNanos(nanos));
            }
            return thread.permit;
        } catch (TimeoutException e) {
            throw new PermitTimeoutException(Duration.ofNanos(nanoTime.getAsLong() - start), waiting() - 1, limit.get());
        } finally {
            leave(thread);
        }
    }

    private synchronized WaitingThread join(PermitRequest request, Cancellation cancellation) {
        WaitingThread thread = new WaitingThread(request, cancellation.newSignal(), ++arrivals);
        queue.add(thread);
        return thread;
    }

    /** Gives the due permits, and returns how many nanoseconds the thread sleeps unless it is signalled. */
    private synchronized long nextWake(WaitingThread thread, long start) throws TimeoutException {
        giveDue();
        if (thread.permit > 0) {
            return 0;
        }
        if (timekeeper == null) {
            timekeeper = thread;
        }
        long now = nanoTime.getAsLong();
        long left = nanos(thread.request.timeout()) - (now - start);
        if (left <= 0) {
            throw new TimeoutException();
        }
        return timekeeper == thread ? Math.min(left, Math.max(1, dueAt() - now)) : left;
    }

    private static long nanos(@Nullable Duration timeout) {
        return timeout == null || timeout.compareTo(UNBOUNDED) > 0 ? UNBOUNDED.toNanos() : timeout.toNanos();
    }

    private synchronized int waiting() {
        return queue.size();
    }

    private void giveDue() {
        // two moments of nanoTime may only be compared by their difference
        for (long now = nanoTime.getAsLong(); !queue.isEmpty() && now - dueAt() >= 0; now = nanoTime.getAsLong()) {
            nextPermit = later(nextPermit, now) + interval;
            WaitingThread next = queue.poll();
            next.permit = ++permits;
            next.signal.give();
        }
    }

    /** When the next permit may be given. */
    private long dueAt() {
        return later(nextPermit - (capacity - 1) * interval, blockedUntil);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private synchronized void leave(WaitingThread thread) {
        queue.remove(thread);
        if (timekeeper == thread) {
            timekeeper = queue.isEmpty() ? null : queue.any();
            wakeTimekeeper();
        }
    }

    private void wakeTimekeeper() {
        if (timekeeper != null) {
            timekeeper.signal.give();
        }
    }

    /**
     * From now on permits come at this interval, the next one after a whole interval. Does nothing if they do already.
     */
    synchronized void pace(Duration newInterval) {
        pace(capacity, newInterval);
    }

    /** As {@link #pace(Duration)}; drops the saved permits if the interval changes. */
    synchronized void pace(int newCapacity, Duration newInterval) {
        if (newCapacity != capacity || newInterval.toNanos() != interval) {
            capacity = newCapacity;
            interval = newInterval.toNanos();
            nextPermit = nanoTime.getAsLong() + capacity * interval;
            wakeTimekeeper();
        }
    }

    /** Whether no thread waits, and all permits that can be saved up are. */
    synchronized boolean isReplenished() {
        long now = nanoTime.getAsLong();
        return queue.isEmpty() && now - nextPermit >= 0 && now - blockedUntil >= 0;
    }

    /**
     * Gives no permit for this time, and then at this interval.
     *
     * @return the number of the last permit given before
     */
    synchronized long block(Duration time, Duration next) {
        blockedUntil = later(nanoTime.getAsLong() + time.toNanos(), blockedUntil);
        pace(next);
        return permits;
    }
}
