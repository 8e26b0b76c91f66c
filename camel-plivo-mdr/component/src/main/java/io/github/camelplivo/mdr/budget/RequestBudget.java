package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast one account may be asked; shared by everything that reads the account, in the order of {@link Priority}.
 * <p>
 * Lists are evenly paced: no minute, wherever it begins, holds more than {@code listRequestsPerMinute} (Plivo's default
 * is 20, "List All Messages"). Every request, lists too, also counts against {@code requestsPerSecond}: no five seconds
 * hold more than five times as many (Plivo allows an account 300 in 5 seconds for everything, sending included).
 * <p>
 * Where Plivo refuses a list nevertheless (429), all lists of the account pause and go on more slowly: see
 * {@link AdaptiveListRate}.
 */
public final class RequestBudget {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A second more than a minute, because requests do not all travel equally fast. */
    private static final Duration PACED_MINUTE = Duration.ofSeconds(61);
    private static final Duration PACED_SECOND = PACED_MINUTE.dividedBy(60);
    /** One of so many parts of a second's requests may be saved up: more, and five seconds could hold too many. */
    private static final int PARTS = 13;

    private final String authId;
    private final LongSupplier nanoTime;
    private final PriorityRateLimiter lists;
    private final PriorityRateLimiter requests;
    private final AdaptiveListRate pace;
    /** When Plivo accepted a list, within the last minute. */
    private final Deque<Long> accepted = new ArrayDeque<>();
    private final AtomicLong rateLimited = new AtomicLong();
    private long turnsBeforeCut;
    private int refusals;
    private boolean slow;

    /** @param authId names the account in the log */
    public RequestBudget(String authId, int listRequestsPerMinute, int requestsPerSecond) {
        this(authId, listRequestsPerMinute, requestsPerSecond, System::nanoTime);
    }

    /**
     * A budget on another clock.
     *
     * @param nanoTime counts nanoseconds as {@link System#nanoTime()} does
     */
    public RequestBudget(String authId, int listRequestsPerMinute, int requestsPerSecond, LongSupplier nanoTime) {
        if (listRequestsPerMinute < 1) {
            throw new IllegalArgumentException("listRequestsPerMinute is " + listRequestsPerMinute + ", must be 1 or more");
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("requestsPerSecond is " + requestsPerSecond + ", must be 1 or more");
        }
        this.authId = authId;
        this.nanoTime = nanoTime;
        this.pace = new AdaptiveListRate(listRequestsPerMinute);
        // a capacity of one: turns that were not taken are not saved up
        this.lists = new PriorityRateLimiter(1, interval(PACED_MINUTE, listRequestsPerMinute), nanoTime);
        this.requests
                = new PriorityRateLimiter(
                        Math.max(1, requestsPerSecond / PARTS), interval(PACED_SECOND, requestsPerSecond), nanoTime);
    }

    private static Duration interval(Duration time, double turns) {
        return Duration.ofNanos((long) Math.ceil(time.toNanos() / turns));
    }

    /**
     * Returns when a list request may be sent; it must then be sent, or the turn is lost.
     *
     * @return the turn, by which {@link #listAccepted} or {@link #listRefused} is told what became of the request
     */
    public long awaitList(Priority priority, Cancellation waiter) throws InterruptedException {
        long turn = lists.await(priority, waiter);
        lists.pace(listInterval());
        requests.await(priority, waiter);
        return turn;
    }

    /** Returns when one record may be asked for. */
    public long awaitGet(Cancellation waiter) throws InterruptedException {
        return requests.await(Priority.PRODUCER, waiter);
    }

    /** Plivo has answered the list of this turn. */
    public synchronized void listAccepted(long turn) {
        accepted.addLast(nanoTime.getAsLong());
        forgetOld();
        if (turn > turnsBeforeCut) {
            refusals = 0;
        }
    }

    /**
     * Plivo has answered the list of this turn with 429. All lists of the account pause; they become slower too, unless
     * they did so after this turn was given: of many requests in flight that are refused together one counts.
     *
     * @param  pause how long to pause after so many refusals in a row
     * @return       how long the pause is
     */
    public synchronized Duration listRefused(long turn, IntFunction<Duration> pause) {
        rateLimited.incrementAndGet();
        forgetOld();
        long now = nanoTime.getAsLong();
        boolean first = turn > turnsBeforeCut;
        double before = pace.at(now);
        if (first) {
            refusals++;
            pace.cut(now, accepted.size());
        }
        Duration time = pause.apply(Math.max(1, refusals));
        pace.quietFrom(now + time.toNanos());
        long turns = lists.hold(time, listInterval());
        if (first) {
            turnsBeforeCut = turns;
        }
        if (!slow) {
            slow = true;
            LOG.warn(
                    "Plivo takes no more lists of {} at this pace (429): from {} a minute down to {}, after a pause of {} s, and up"
                     + " again while it takes them. Either something else lists with the same account, or its limit is below"
                     + " listRequestsPerMinute={}: lower that, or ask Plivo to raise the limit",
                    authId, shown(before), shown(pace.at(now)), Math.max(1, time.toSeconds()), pace.configured());
        }
        return time;
    }

    /** Plivo has answered the request for one record with 429. That says nothing about lists. */
    public void getRefused() {
        rateLimited.incrementAndGet();
    }

    private void forgetOld() {
        long begin = nanoTime.getAsLong() - MINUTE.toNanos();
        while (!accepted.isEmpty() && accepted.peekFirst() - begin <= 0) {
            accepted.removeFirst();
        }
    }

    private Duration listInterval() {
        return interval(PACED_MINUTE, listRequestsPerMinute());
    }

    /** How many lists a minute are sent at most at this moment: those configured, or fewer after a 429. */
    public synchronized double listRequestsPerMinute() {
        double now = pace.at(nanoTime.getAsLong());
        if (slow && now >= pace.configured()) {
            slow = false;
            LOG.info("Plivo takes {} lists a minute of {} again, as configured", pace.configured(), authId);
        }
        return now;
    }

    /** How many requests, for lists or records, Plivo has answered with 429. */
    public long rateLimited() {
        return rateLimited.get();
    }

    private static String shown(double perMinute) {
        return String.format(Locale.ROOT, perMinute < 10 ? "%.1f" : "%.0f", perMinute);
    }
}
