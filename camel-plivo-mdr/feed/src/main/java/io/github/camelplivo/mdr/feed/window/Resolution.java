package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * The unit of time in which a feed continues its windows: microseconds once Plivo's list has proved that it is newest
 * first by microsecond, and whole seconds before. One counterexample, in the order or in the filter, proves that only
 * whole seconds are safe, and the feed uses nothing else until it is started again. Safe for use by several threads.
 */
public final class Resolution {

    private static final FeedLogger LOG = FeedLogger.of(Resolution.class);

    static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    /** Number of neighbouring rows in order that prove the order: chance would have sorted them once in 2^64 times. */
    private static final int PROOF = 64;

    private int pairs;
    private boolean orderDisproved;
    private boolean filterDisproved;
    /** Pairs between these times were counted: the same pair, read again, proves nothing. */
    private @Nullable Instant countedFrom;
    private @Nullable Instant countedTo;

    /** Whether the feed may continue at the microsecond of the last row. */
    public synchronized boolean isMicroseconds() {
        return pairs >= PROOF && !orderDisproved && !filterDisproved;
    }

    /**
     * Whether rows of one second were out of order, so that ranges that ended at a microsecond may have hidden rows.
     */
    synchronized boolean isOrderDisproved() {
        return orderDisproved;
    }

    /** Records the order of neighbouring rows of one second. */
    synchronized void observe(MdrPage page) {
        boolean before = isMicroseconds();
        Instant from = null;
        Instant to = null;
        Instant newer = null;
        for (MessageDetailRecord row : page) {
            Instant time = row.getMessageTime() == null ? null : row.getMessageTime().toInstant();
            if (time != null && newer != null && Window.second(time).equals(Window.second(newer))) {
                if (time.isAfter(newer)) {
                    disproveOrder(time, newer);
                } else if (time.isBefore(newer) && isNew(time, newer)) {
                    pairs++;
                    from = time;
                    to = to == null ? newer : to;
                }
            }
            newer = time == null ? newer : time;
        }
        if (from != null && to != null) {
            countedFrom = countedFrom == null ? from : Window.earlier(countedFrom, from);
            countedTo = countedTo == null || countedTo.isBefore(to) ? to : countedTo;
        }
        if (!before && isMicroseconds()) {
            LOG.info(
                    "Plivo's list is newest first by microsecond. The feed continues at the microsecond of the last row, where a"
                     + " second has several rows");
        }
    }

    private boolean isNew(Instant time, Instant newer) {
        return countedFrom == null || countedTo == null || newer.isAfter(countedTo) || time.isBefore(countedFrom);
    }

    private void disproveOrder(Instant time, Instant newer) {
        if (isMicroseconds()) {
            LOG.warn(
                    "Plivo's list is no longer newest first by microsecond: it has a row of {} behind one of {}. The feed reads"
                     + " the windows that it has open again, and continues at whole seconds from now on",
                    time, newer);
        }
        orderDisproved = true;
    }

    /**
     * Records that a range that ended a microsecond after a row did not have the row, although a longer range has it.
     */
    synchronized void disproveFilter() {
        if (isMicroseconds()) {
            LOG.info("Plivo's filter does not compare microseconds. The feed continues at whole seconds");
        }
        filterDisproved = true;
    }
}
