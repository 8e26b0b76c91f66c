package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * PriorityRateLimiter that fall free one after another. Each goes to whoever has the highest {@link Priority} and has
 * waited longest at the moment when it falls free; nobody owns a turn before.
 */
final class PriorityRateLimiter {

    /** Nobody is woken: who is not first looks up so often, in case that somebody before him has gone away. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Nanoseconds; he looks up no more often than this, or many would do nothing else where turns come fast. */
    private static final long SOON = 100_000;

    private final LongSupplier nanoTime;
    private final TreeSet<Ticket> queue = new TreeSet<>(
            Comparator.comparing((Ticket ticket) -> ticket.priority).thenComparingLong(ticket -> ticket.number));
    private Bucket bucket;
    private Duration interval;
    private long heldUntil;
    private long tickets;
    private long given;

    /**
     * @param capacity how many turns are saved up while nobody wants them, all of them at the start
     * @param interval from one turn to the next
     */
    PriorityRateLimiter(int capacity, Duration interval, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.interval = interval;
        this.bucket = bucket(capacity, capacity);
        this.heldUntil = nanoTime.getAsLong();
    }

    /** Returns the number of the turn, from 1 on, when it has come. */
    long await(Priority priority, Cancellation waiter) throws InterruptedException {
        Ticket ticket = new Ticket(priority);
        try {
            for (long nanos = take(ticket); nanos > 0; nanos = take(ticket)) {
                waiter.pause(Duration.ofNanos(nanos));
            }
            return ticket.turn;
        } finally {
            leave(ticket);
        }
    }

    private synchronized void leave(Ticket ticket) {
        queue.remove(ticket);
    }

    /** Takes a turn, or says how many nanoseconds to wait before the next attempt. */
    private synchronized long take(Ticket ticket) {
        if (ticket.number == 0) {
            ticket.number = ++tickets;
            queue.add(ticket);
        }
        int place = queue.headSet(ticket).size();
        long held = heldUntil - nanoTime.getAsLong();
        if (place > 0) {
            long free = Math.max(held, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
            return Math.min(LOOK.toNanos(), free + place * Math.max(interval.toNanos(), SOON));
        }
        if (held > 0) {
            return Math.max(held, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            return Math.max(1, probe.getNanosToWaitForRefill());
        }
        queue.remove(ticket);
        ticket.turn = ++given;
        return 0;
    }

    /**
     * From now on turns come at this interval, the next one after a whole interval. Does nothing if they do already.
     */
    synchronized void pace(Duration other) {
        if (!other.equals(interval)) {
            interval = other;
            bucket = bucket(1, 0);
        }
    }

    /**
     * Gives no turn for so long, and then at this interval.
     *
     * @return the number of the last turn given before
     */
    synchronized long hold(Duration time, Duration next) {
        long until = nanoTime.getAsLong() + time.toNanos();
        // two moments of nanoTime may only be compared by their difference
        heldUntil = until - heldUntil > 0 ? until : heldUntil;
        pace(next);
        return given;
    }

    private Bucket bucket(int capacity, int tokens) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(1, interval).initialTokens(tokens))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return nanoTime.getAsLong();
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                }).build();
    }

    private static final class Ticket {

        private final Priority priority;
        /** In the order of coming, from 1 on; 0 before it has joined the queue. */
        private long number;
        private long turn;

        private Ticket(Priority priority) {
            this.priority = priority;
        }
    }
}
