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
import org.jspecify.annotations.Nullable;

/**
 * The times that a {@code listAll} requests.
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
     * The range that matches all filters on the time; by default from 24 hours ago until now.
     */
    static TimeRange of(Map<MdrFilter, String> filters, Clock clock) {
        Instant now = clock.instant();
        Instant from = null;
        // closed: whether later records were read would depend on chance
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
                    named(filters) + ": the requested range starts at " + from + ", more than 90 days ago, but Plivo keeps"
                                               + " records for 90 days; allowed are times from "
                                               + now.minus(PageSource.RETENTION) + " on");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    named(filters) + ": no record matches the range from " + from + " (inclusive) to " + to
                                               + " (exclusive, and not later than now); allowed are ranges"
                                               + " that start before they end, and before now");
        }
        return new TimeRange(from, to);
    }

    /** Options and headers that may have set these times. */
    private static String named(Map<MdrFilter, String> filters) {
        return filters.keySet().stream().filter(MdrFilter::isTime)
                .map(filter -> "Option " + filter.option() + " or header " + filter.header())
                .collect(Collectors.joining(", "));
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    /** The whole seconds around it. */
    Window window() {
        Instant end = Instant.ofEpochSecond(to.getEpochSecond());
        return new Window(Instant.ofEpochSecond(from.getEpochSecond()), end.equals(to) ? end : end.plusSeconds(1));
    }

    boolean contains(MessageDetailRecord record) {
        OffsetDateTime time = record.getMessageTime();
        // without a readable time: Plivo listed it in the window, so it counts as inside
        return time == null || !time.toInstant().isBefore(from) && time.toInstant().isBefore(to);
    }
}
