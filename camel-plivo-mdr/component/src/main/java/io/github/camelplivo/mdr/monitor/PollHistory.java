package io.github.camelplivo.mdr.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What has become of the polls of a consumer. A success is: a page was read from Plivo or acknowledged by the route, or
 * a poll found nothing more to read. Durations are measured by a monotonic clock; the times, in whole seconds, are for
 * people only.
 */
public final class PollHistory {

    /** A time with failures. */
    public record Outage(Instant from, Instant to, Duration lasted) {
    }

    private record HandedOut(String id, Moment at) {
    }

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final PollFailures failures = new PollFailures();
    /** From when on polls are expected. */
    private Moment since;
    /** {@code null} before the first poll. */
    private @Nullable Moment polled;
    private @Nullable Moment success;
    /** The page that the route has, {@code null} for none. */
    private @Nullable HandedOut page;
    private @Nullable Moment returned;
    private @Nullable String stopped;

    /**
     * @param clock    for people
     * @param nanoTime counts nanoseconds as {@link System#nanoTime()} does
     */
    public PollHistory(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        started(Duration.ZERO);
    }

    /** The time by which durations are measured. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    private Moment now() {
        return new Moment(clock.instant(), nanoTime());
    }

    private Duration since(Moment moment) {
        return Duration.ofNanos(nanoTime() - moment.nanos());
    }

    /** The scheduler starts: the first poll comes after this delay. */
    public synchronized void started(Duration initialDelay) {
        since = new Moment(clock.instant().plus(initialDelay), nanoTime() + initialDelay.toNanos());
        polled = null;
    }

    /** Polling resumes after it was suspended. */
    public synchronized void resumed() {
        since = now();
        polled = since;
    }

    /** A poll begins or ends. */
    public synchronized void polled() {
        polled = now();
    }

    public synchronized void succeeded() {
        success = now();
        failures.succeeded(success);
    }

    /** A page could not be read, or the position not be written. */
    public synchronized void failed(String why) {
        failures.failed(false, why, now());
    }

    /** The feed will deliver nothing more until the consumer starts again. */
    public synchronized void stopped(String why) {
        stopped = why;
        failed(why);
    }

    /** Why the feed will deliver nothing more; {@code null} if it will. */
    public synchronized @Nullable String stopped() {
        return stopped;
    }

    /** The route did not complete its page. */
    public synchronized void routeFailed(String why) {
        failures.failed(true, why, now());
    }

    /** The route gets a page, by its id. */
    public synchronized void handedOut(String id) {
        page = new HandedOut(id, now());
    }

    /** The route has finished its page, with or without success. */
    public synchronized void handedBack() {
        page = null;
        returned = now();
    }

    /** Since polls are expected: the scheduler has started, its initial delay has passed, no suspension ended later. */
    public synchronized Duration sinceExpected() {
        return since(since);
    }

    /** Since the feed could have requested a list: polls are expected, and the route has no page. */
    public synchronized Duration sinceFree() {
        if (page != null) {
            return Duration.ZERO;
        }
        return since(returned != null && returned.isAfter(since) ? returned : since);
    }

    /** When the first poll is due, {@code null} once that time has come. */
    public synchronized @Nullable Instant firstPoll() {
        return polled == null && since(since).isNegative() ? since.time() : null;
    }

    /** {@code null} for never. */
    public synchronized @Nullable Instant lastSuccess() {
        return success == null ? null : success.time();
    }

    /** {@code null} if there was none. */
    public synchronized @Nullable Duration sinceSuccess() {
        return success == null ? null : since(success);
    }

    /**
     * Ends the outage, which may have had successes in between.
     *
     * @return how long it lasted, from the first failure to the first success after the last one
     */
    public synchronized Outage endOutage() {
        return failures.endOutage();
    }

    /** {@code null} if there was none. */
    public synchronized @Nullable Duration sinceFailure() {
        return failures.last() == null ? null : since(failures.last());
    }

    /** Since when the polls or the route fail, why, and what to do; {@code null} if the last poll did not. */
    public synchronized @Nullable String failure() {
        return failures.text();
    }

    /**
     * Why there has been no success for as long as the limit.
     *
     * @param  polling whether a poll is under way
     * @return         {@code null} if there was one
     */
    public synchronized @Nullable String silence(Duration limit, boolean polling) {
        Moment last = success == null || since.isAfter(success) ? since : success;
        if (since(last).compareTo(limit) < 0) {
            return null;
        }
        if (page != null && since(page.at()).compareTo(limit) >= 0) {
            return "Page " + page.id() + " has been in the route since " + page.at().time()
                   + ", and the feed delivers no other page"
                   + " meanwhile. Find out what the route waits for; if pages may take that long, increase delay";
        }
        Moment poll = polled == null ? since : polled;
        if (!polling && since(poll).compareTo(limit) >= 0) {
            return "No poll has started since " + poll.time() + ": the scheduler of the route does not run. Stop and start the"
                   + " route, and find out what shut its thread pool down" + (failure() == null ? "" : ". " + failure());
        }
        return failure() == null
                ? "The feed has read nothing since " + last.time()
                  + ": a poll waits for its permit or for Plivo's response. Check"
                  + " the network and the state of Plivo, and what else lists with this account"
                : failure();
    }
}
