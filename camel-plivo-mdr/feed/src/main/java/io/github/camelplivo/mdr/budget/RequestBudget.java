package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * The request rate of one account, which all its readers share fairly, by {@link Priority}.
 * <p>
 * Lists are evenly paced: no minute, wherever it begins, holds more than {@code listRequestsPerMinute} (Plivo's default
 * is 20, "List All Messages"). Every request, lists too, also counts against {@code requestsPerSecond}: no five seconds
 * hold more than five times as many (Plivo allows an account 300 in 5 seconds for everything, sending included).
 * <p>
 * If Plivo refuses a list nevertheless (429), all lists of the account pause and continue more slowly: see
 * {@link AdaptiveListRate}.
 */
public final class RequestBudget {

    /** A second more than a minute, because the latency of requests varies. */
    private static final Duration PACED_MINUTE = Duration.ofSeconds(61);
    private static final Duration PACED_SECOND = PACED_MINUTE.dividedBy(60);
    /** This fraction of a second's requests may be saved up: with more, five seconds could hold too many. */
    private static final int PARTS = 13;

    private final LongSupplier nanoTime;
    private final PriorityRateLimiter lists;
    private final PriorityRateLimiter requests;
    private final AdaptiveListRate pace;
    private final RecentLists recent = new RecentLists();
    private final RateLimitLog log;
    private final AtomicLong rateLimited = new AtomicLong();
    private long permitsBeforeCut;
    private int requestsPerSecond;
    private int refusals;

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
        check(listRequestsPerMinute, requestsPerSecond);
        this.log = new RateLimitLog(authId);
        this.nanoTime = nanoTime;
        this.pace = new AdaptiveListRate(listRequestsPerMinute);
        this.requestsPerSecond = requestsPerSecond;
        // a capacity of one: unused permits are not saved up
        this.lists = new PriorityRateLimiter(
                this::listLimit, 1, interval(PACED_MINUTE, listRequestsPerMinute), nanoTime);
        this.requests = new PriorityRateLimiter(
                this::requestLimit, capacity(requestsPerSecond), interval(PACED_SECOND, requestsPerSecond), nanoTime);
    }

    private static void check(int listRequestsPerMinute, int requestsPerSecond) {
        if (listRequestsPerMinute < 1) {
            throw new IllegalArgumentException("listRequestsPerMinute is " + listRequestsPerMinute + ", must be 1 or more");
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("requestsPerSecond is " + requestsPerSecond + ", must be 1 or more");
        }
    }

    private static int capacity(int requestsPerSecond) {
        return Math.max(1, requestsPerSecond / PARTS);
    }

    /**
     * Sets other limits. Earlier requests still count: the next permits come after a whole interval, and a rate that a
     * 429 has cut stays cut.
     */
    public synchronized void limit(int otherListRequestsPerMinute, int otherRequestsPerSecond) {
        check(otherListRequestsPerMinute, otherRequestsPerSecond);
        requestsPerSecond = otherRequestsPerSecond;
        pace.configure(otherListRequestsPerMinute);
        lists.pace(listInterval());
        requests.pace(capacity(otherRequestsPerSecond), interval(PACED_SECOND, otherRequestsPerSecond));
    }

    private synchronized String listLimit() {
        double now = listRequestsPerMinute();
        return "listRequestsPerMinute=" + pace.configured()
               + (now < pace.configured()
                       ? ", of which " + RateLimitLog.shown(now) + " are sent since Plivo answered 429" : "");
    }

    private synchronized String requestLimit() {
        return "requestsPerSecond=" + requestsPerSecond;
    }

    private static Duration interval(Duration time, double permits) {
        return Duration.ofNanos((long) Math.ceil(time.toNanos() / permits));
    }

    /**
     * Returns when a list request may be sent; it must then be sent, or the permit is lost.
     *
     * @return                        the number of the permit, which {@link #listAccepted} or {@link #listRefused}
     *                                takes when Plivo has responded
     * @throws PermitTimeoutException when the request has reached its time-out
     */
    public long awaitList(PermitRequest request, Cancellation cancellation)
            throws InterruptedException, PermitTimeoutException {
        long start = nanoTime.getAsLong();
        long permit = lists.acquire(request, start, cancellation);
        lists.pace(listInterval());
        requests.acquire(request, start, cancellation);
        return permit;
    }

    /**
     * Returns when a request for one record may be sent.
     *
     * @throws PermitTimeoutException when the request has reached its time-out
     */
    public long awaitGet(PermitRequest request, Cancellation cancellation) throws InterruptedException, PermitTimeoutException {
        return requests.acquire(request, nanoTime.getAsLong(), cancellation);
    }

    /** Records that Plivo has answered the list of this permit. */
    public synchronized void listAccepted(long permit) {
        recent.accepted(nanoTime.getAsLong());
        if (permit > permitsBeforeCut) {
            refusals = 0;
        }
        log.accepted(listRequestsPerMinute(), pace.configured());
    }

    /**
     * Records that Plivo has answered the list of this permit with 429. All lists of the account pause; their rate
     * drops too, unless it has dropped since this permit was given: of many requests in flight that are refused
     * together, one counts.
     *
     * @param  pause the pause after a number of refusals in a row
     * @return       the length of the pause
     */
    public synchronized Duration listRefused(long permit, IntFunction<Duration> pause) {
        rateLimited.incrementAndGet();
        long now = nanoTime.getAsLong();
        boolean first = permit > permitsBeforeCut;
        double before = pace.at(now);
        if (first) {
            refusals++;
            pace.cut(now, recent.count(now));
        }
        Duration time = pause.apply(Math.max(1, refusals));
        pace.quietFrom(now + time.toNanos());
        long permits = lists.block(time, listInterval());
        if (first) {
            permitsBeforeCut = permits;
        }
        log.refused(before, pace.at(now), pace.configured(), time);
        return time;
    }

    /** Records that Plivo has answered the request for one record with 429. This does not affect lists. */
    public void getRefused() {
        rateLimited.incrementAndGet();
    }

    private Duration listInterval() {
        return interval(PACED_MINUTE, listRequestsPerMinute());
    }

    /** The configured number of lists a minute; after a 429 the account sends fewer for a while. */
    public synchronized int configuredListRequestsPerMinute() {
        return pace.configured();
    }

    /** Maximum number of list requests a minute at this moment: those configured, or fewer after a 429. */
    public synchronized double listRequestsPerMinute() {
        return pace.at(nanoTime.getAsLong());
    }

    /** How many requests, for lists or records, Plivo has answered with 429. */
    public long rateLimited() {
        return rateLimited.get();
    }

    /** Whether earlier requests and refusals no longer count: a new budget of the same limits could send no more. */
    public synchronized boolean isReplenished() {
        return recent.count(nanoTime.getAsLong()) == 0 && listRequestsPerMinute() >= pace.configured() && lists.isReplenished()
                && requests.isReplenished();
    }
}
