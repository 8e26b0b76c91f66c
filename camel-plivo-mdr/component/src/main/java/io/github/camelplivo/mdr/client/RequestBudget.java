package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/**
 * How fast one account may be asked; shared by everything that reads the account.
 * <p>
 * Lists are evenly paced: no minute, wherever it begins, holds more than {@code listRequestsPerMinute} (Plivo's default
 * is 20, "List All Messages"). Every request, lists too, also counts against {@code requestsPerSecond} (Plivo allows an
 * account 300 in 5 seconds for everything, sending included).
 */
public final class RequestBudget {

    /** A second more than a minute, because requests do not all travel equally fast. */
    private static final Duration MINUTE = Duration.ofSeconds(61);

    private final Bucket lists;
    private final Bucket requests;

    public RequestBudget(int listRequestsPerMinute, int requestsPerSecond) {
        this(listRequestsPerMinute, requestsPerSecond, System::nanoTime);
    }

    /**
     * A budget on another clock.
     *
     * @param nanoTime counts nanoseconds as {@link System#nanoTime()} does
     */
    public RequestBudget(int listRequestsPerMinute, int requestsPerSecond, LongSupplier nanoTime) {
        if (listRequestsPerMinute < 1) {
            throw new IllegalArgumentException("listRequestsPerMinute is " + listRequestsPerMinute + ", must be 1 or more");
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("requestsPerSecond is " + requestsPerSecond + ", must be 1 or more");
        }
        // a bucket of one: turns that were not taken are not saved up
        this.lists = bucket(1, listRequestsPerMinute, MINUTE, nanoTime);
        this.requests = bucket(requestsPerSecond, requestsPerSecond, Duration.ofSeconds(1), nanoTime);
    }

    private static Bucket bucket(int capacity, int turns, Duration time, LongSupplier nanoTime) {
        return Bucket.builder().addLimit(limit -> limit.capacity(capacity).refillGreedy(turns, time))
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

    /** Returns when a list request may be sent; it must then be sent, or the turn is lost. */
    public void awaitList(Waiter waiter) throws InterruptedException {
        await(lists, waiter);
        await(requests, waiter);
    }

    /** Returns when one record may be asked for. */
    public void awaitGet(Waiter waiter) throws InterruptedException {
        await(requests, waiter);
    }

    /** Takes a turn, in order of asking, and waits until it comes. */
    private static void await(Bucket bucket, Waiter waiter) throws InterruptedException {
        long nanos = bucket.consumeIgnoringRateLimits(1);
        if (nanos > 0) {
            try {
                waiter.pause(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                bucket.addTokens(1);
                throw e;
            }
        }
    }
}
