package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.function.LongSupplier;

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

    private final Pace lists;
    private final Pace requests;

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
        this.lists = new Pace(MINUTE.dividedBy(listRequestsPerMinute), nanoTime);
        this.requests = new Pace(Duration.ofSeconds(1).dividedBy(requestsPerSecond), nanoTime);
    }

    /** Returns when a list request may be sent; it must then be sent, or the turn is lost. */
    public void awaitList(Waiter waiter) throws InterruptedException {
        // the scarce turn last, so that nothing comes between it and the request
        requests.await(waiter);
        lists.await(waiter);
    }

    /** Returns when one record may be asked for. */
    public void awaitGet(Waiter waiter) throws InterruptedException {
        requests.await(waiter);
    }

    /** Plivo said that lists come too fast: nobody sends one for this long. */
    public void holdLists(Duration duration) {
        lists.hold(duration);
    }

    /** Plivo said that requests come too fast: nobody sends any for this long. */
    public void holdAll(Duration duration) {
        requests.hold(duration);
    }
}
