package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What has become of the polls of a consumer. A success is: a page was read from Plivo or acknowledged by the route, or
 * a poll found nothing more to read.
 */
final class Polls {

    private final Clock clock;
    private Instant since;
    private Instant polled;
    private Instant success;
    private Instant failure;
    private Instant failing;
    private String cause;
    private String page;
    private Instant given;

    Polls(Clock clock) {
        this.clock = clock;
        resumed();
    }

    /** Polling begins now, at first or after it was suspended. */
    synchronized void resumed() {
        since = clock.instant();
        polled = since;
    }

    /** A poll begins or ends. */
    synchronized void polled() {
        polled = clock.instant();
    }

    synchronized void succeeded() {
        success = clock.instant();
        failing = null;
        cause = null;
    }

    synchronized void failed(String why) {
        failure = clock.instant();
        failing = failing == null ? failure : failing;
        cause = why;
    }

    /** The route gets a page, by its id. */
    synchronized void handedOut(String id) {
        page = id;
        given = clock.instant();
    }

    /** The route is through with its page, whatever came of it. */
    synchronized void handedBack() {
        page = null;
    }

    /** {@code null} for never. */
    synchronized Instant lastSuccess() {
        return success;
    }

    /** {@code null} for never. */
    synchronized Instant lastFailure() {
        return failure;
    }

    /** Why the last poll failed, {@code null} if it did not. */
    synchronized String cause() {
        return cause;
    }

    /**
     * Why there has been no success for so long or longer.
     *
     * @param  polling whether a poll is under way
     * @return         {@code null} if there was one
     */
    synchronized String silence(Duration limit, boolean polling) {
        Instant last = success == null || success.isBefore(since) ? since : success;
        Instant overdue = clock.instant().minus(limit);
        if (last.isAfter(overdue)) {
            return null;
        }
        if (page != null && !given.isAfter(overdue)) {
            return "Page " + page + " has been in the route since " + given;
        }
        if (!polling && !polled.isAfter(overdue)) {
            return "Nothing has polled since " + polled + (cause == null ? "" : ". The last poll failed: " + cause);
        }
        return cause == null
                ? "Nothing was read since " + last + ": a poll waits for its turn or for Plivo's answer"
                : "Polls have failed since " + failing + ": " + cause;
    }
}
