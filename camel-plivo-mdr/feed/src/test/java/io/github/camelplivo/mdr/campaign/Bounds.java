package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.simulator.Quirk;

/**
 * How long and how many requests a feed may take for its remaining records after the faults have ended, derived from
 * the plan.
 * <p>
 * A sweep reads each row once, in pages that need not be full (four rows a request instead of twenty), an empty past in
 * windows that grow to 30 days, a tie of more than a page in up to twenty passes, and a row that cannot be read by
 * halving its window. A second of more than a page is read by offset; if each request shuffles it, a row is missed by a
 * pass in about one case of e, so that of 200 rows none is missed by 12 passes, but for one case in 800; the proof
 * needs them twice. It has at least its share of the permits, of which the smallest is a fifth. Added are a quarter of
 * an hour for a correction of the clock to expire and for pauses after failures, and forty minutes in which the rate of
 * permits recovers from 429s.
 */
final class Bounds {

    private static final double SMALLEST_SHARE = 0.2;
    private static final double LIVE_SHARE = 0.3;
    private static final Duration RECOVERY = Duration.ofMinutes(15);
    private static final Duration AFTER_429 = Duration.ofMinutes(40);
    private static final int POLLS = 12;
    private static final int PASSES = 24;

    private final Plan plan;

    Bounds(Plan plan) {
        this.plan = plan;
    }

    /** Requests that one sweep needs at most for everything that is listed. */
    int requestsOfASweep() {
        int rows = plan.rows();
        return 80 + rows / 4 + (plan.ties() > 3 ? rows : 0) + (plan.circumstances().tie() > 0 ? 800 : 0)
               + crowded() + plan.malformed() * 500
               + (plan.deadLetter() ? (int) plan.circumstances().stretch().toSeconds() * 3 : 0);
    }

    /** Passes of pages of which each shares a row with the next, and the last page of each pass. */
    private int crowded() {
        Crowds crowds = plan.circumstances().crowds();
        return PASSES * (crowds.rows() / 19 + crowds.seconds());
    }

    private int sweeps() {
        return 3 + plan.ages().size();
    }

    /** Requests of all sweeps in this many polls. */
    long requests(long polls) {
        return 2 * sweeps() * requestsOfASweep() + polls * sweeps() * (2 + plan.windows()) + 500;
    }

    /** The time that a sweep with only its share waits for one request. */
    Duration share(double perMinute) {
        return Duration.ofMillis((long) (60_000 / (SMALLEST_SHARE * Math.min(perMinute, plan.perMinute()))));
    }

    /**
     * Time until all listed records are delivered.
     *
     * @param perMinute lists a minute that the budget allows when it begins
     */
    Duration time(double perMinute) {
        Duration recovery = perMinute < plan.perMinute() ? RECOVERY.plus(AFTER_429) : RECOVERY;
        return recovery.plus(plan.delay().multipliedBy(POLLS))
                .plus(share(plan.perMinute()).multipliedBy((long) sweeps() * requestsOfASweep()));
    }

    /** Time in which a sweep with work delivers something or requests something else. */
    Duration step(double perMinute) {
        return Duration.ofMinutes(5).plus(plan.delay().multipliedBy(6)).plus(share(perMinute).multipliedBy(10));
    }

    /** The age by which a new record is delivered if there is no fault, whatever else is read meanwhile. */
    Duration newRecord() {
        long permit = (long) (60_000 / (LIVE_SHARE * plan.perMinute()));
        return plan.settle().plus(plan.delay().multipliedBy(2)).plusSeconds(45).plusMillis(8 * permit);
    }

    /**
     * Whether {@link #newRecord()} can be expected: the live sweep can serve what comes, and neither a tie nor windows
     * that are read ahead on the thread of the feed hold it up.
     */
    boolean isServed() {
        return (plan.threads() || plan.windows() == 1) && !plan.hasFaults() && plan.ties() <= 3
                && plan.circumstances().tie() == 0 && plan.circumstances().crowds().rows() == 0
                && plan.arrivals() <= 100;
    }

    /**
     * Whether the message is not part of a burst, or is after it: a burst itself takes as long as its lists. Where the
     * next of each last page leads to an empty one, each second of the burst takes two lists more.
     */
    boolean isServed(AccountTimeline.Message message, Instant start) {
        long rowsPerList = plan.quirks().contains(Quirk.NEXT_LEADS_TO_EMPTY_PAGE) ? 4 : 7;
        Duration lists = Duration.ofMillis(60_000L * plan.circumstances().burst() / (rowsPerList * plan.perMinute()));
        return plan.circumstances().burst() == 0
                || message.time().isAfter(start.plus(AccountTimeline.AFTER_THE_START).plus(AccountTimeline.BURST).plus(lists));
    }
}
