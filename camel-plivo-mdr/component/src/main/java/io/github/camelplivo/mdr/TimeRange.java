package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
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
    /** Plivo's times have no finer digits. */
    private static final Duration STEP = Duration.ofNanos(1_000);

    /**
     * From the filters on the time, which all hold together; from 24 hours ago, and until now, where they say nothing.
     */
    static TimeRange of(Map<MdrFilter, String> filters, Clock clock) {
        Instant now = clock.instant();
        Instant from = null;
        // closed: what is still to come would be read by chance
        Instant to = now;
        for (Map.Entry<MdrFilter, String> filter : filters.entrySet()) {
            if (!filter.getKey().isTime()) {
                continue;
            }
            Instant time = PlivoTime.parseFilter(filter.getValue()).truncatedTo(ChronoUnit.MICROS);
            switch (filter.getKey()) {
                case MESSAGE_TIME_GTE -> from = later(from, time);
                case MESSAGE_TIME_GT -> from = later(from, time.plus(STEP));
                case MESSAGE_TIME_LT -> to = Window.earlier(to, time);
                case MESSAGE_TIME_LTE -> to = Window.earlier(to, time.plus(STEP));
                default -> {
                    from = later(from, time);
                    to = Window.earlier(to, time.plus(STEP));
                }
            }
        }
        from = from == null ? now.minus(DEFAULT_BACK) : from;
        if (from.isBefore(now.minus(PageSource.RETENTION))) {
            throw new IllegalArgumentException(
                    named(filters) + ": the first time asked for is " + from + ", more than 90 days ago, which is as long as"
                                               + " Plivo keeps records; allowed are times from "
                                               + now.minus(PageSource.RETENTION) + " on");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    named(filters) + ": the times from " + from + " (inclusive) to " + to
                                               + " (exclusive, and not later than now) hold no record; allowed are times that"
                                               + " begin before they end, and before now");
        }
        return new TimeRange(from, to);
    }

    /** Options and headers that may have set these times. */
    private static String named(Map<MdrFilter, String> filters) {
        return filters.keySet().stream().filter(MdrFilter::isTime)
                .map(filter -> "Option " + filter.option() + " or header " + filter.header())
                .collect(Collectors.joining(", "));
    }

    private static Instant later(Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
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
