package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

import io.github.camelplivo.mdr.feed.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PlivoTime;

/**
 * The times that {@code listAll} was asked for.
 *
 * @param from inclusive
 * @param to   exclusive
 */
record TimeRange(Instant from, Instant to) {

    /** As Plivo's list does without a time filter. */
    private static final Duration DEFAULT_BACK = Duration.ofHours(24);
    private static final Duration RETENTION = Duration.ofDays(90);
    /** Plivo's times have no finer digits. */
    private static final Duration STEP = Duration.ofNanos(1_000);

    /** From the filters on the time; from 24 hours ago, and until now, where they say nothing. */
    static TimeRange of(Map<MdrFilter, String> filters, Clock clock) {
        Instant now = clock.instant();
        Instant from = now.minus(DEFAULT_BACK);
        Instant to = now;
        if (filters.containsKey(MdrFilter.MESSAGE_TIME)) {
            from = time(filters, MdrFilter.MESSAGE_TIME);
            to = from.plus(STEP);
        }
        if (filters.containsKey(MdrFilter.MESSAGE_TIME_GTE)) {
            from = time(filters, MdrFilter.MESSAGE_TIME_GTE);
        }
        if (filters.containsKey(MdrFilter.MESSAGE_TIME_GT)) {
            from = time(filters, MdrFilter.MESSAGE_TIME_GT).plus(STEP);
        }
        if (filters.containsKey(MdrFilter.MESSAGE_TIME_LTE)) {
            to = time(filters, MdrFilter.MESSAGE_TIME_LTE).plus(STEP);
        }
        if (filters.containsKey(MdrFilter.MESSAGE_TIME_LT)) {
            to = time(filters, MdrFilter.MESSAGE_TIME_LT);
        }
        // closed: what is still to come would be read by chance
        to = to.isBefore(now) ? to : now;
        if (from.isBefore(now.minus(RETENTION))) {
            throw new IllegalArgumentException(
                    "The time " + from + " is more than 90 days ago, which is as long as Plivo keeps records");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "The times from " + from + " (inclusive) to " + to + " (exclusive, and not later than now) hold no record");
        }
        return new TimeRange(from, to);
    }

    private static Instant time(Map<MdrFilter, String> filters, MdrFilter filter) {
        return PlivoTime.parseFilter(filters.get(filter));
    }

    /** The whole seconds around it. */
    Window window() {
        Instant end = Instant.ofEpochSecond(to.getEpochSecond());
        return new Window(Instant.ofEpochSecond(from.getEpochSecond()), end.equals(to) ? end : end.plusSeconds(1));
    }

    boolean contains(MessageDetailRecord record) {
        OffsetDateTime time = record.getMessageTime();
        // without a time that can be read: Plivo put it into the window, so it is in
        return time == null || !time.toInstant().isBefore(from) && time.toInstant().isBefore(to);
    }
}
