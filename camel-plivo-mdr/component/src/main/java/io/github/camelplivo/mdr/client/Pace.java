package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Hands out turns in order of asking, none closer to the one before than the interval. Turns that were not taken are
 * not saved up, so no stretch of time, wherever it begins, holds more turns than fit into it.
 */
final class Pace {

    private final long interval;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private long next;
    private long heldUntil;

    Pace(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
        this.heldUntil = next;
    }

    /** Waits for a turn. A turn that is given up because the waiter was stopped is lost. */
    void await(Waiter waiter) throws InterruptedException {
        long turn;
        do {
            turn = take();
            long wait = turn - nanoTime.getAsLong();
            if (wait > 0) {
                waiter.pause(Duration.ofNanos(wait));
            }
        } while (isHeld(turn));
    }

    /** No turns for this long; who already waits for one takes a later one. */
    void hold(Duration duration) {
        lock.lock();
        try {
            long until = nanoTime.getAsLong() + duration.toNanos();
            if (until - heldUntil > 0) {
                heldUntil = until;
            }
            if (until - next > 0) {
                next = until;
            }
        } finally {
            lock.unlock();
        }
    }

    private long take() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long turn = next - now > 0 ? next : now;
            next = turn + interval;
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a hold came while somebody waited for this turn. */
    private boolean isHeld(long turn) {
        lock.lock();
        try {
            return heldUntil - turn > 0;
        } finally {
            lock.unlock();
        }
    }
}
