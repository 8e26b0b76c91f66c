package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a feed or of a sweep, as the dev console, the health check and the meters show it.
 *
 * @param <T>         what the figure is of
 * @param name        in the dev console and the health check; {@code null} if it is a meter only
 * @param meter       in Micrometer, after {@code plivo.mdr.}; {@code null} if it is no meter
 * @param counter     whether the meter counts up only
 * @param unit        of the meter, {@code null} for a number
 * @param description of the meter, {@code null} if it is none
 * @param value       {@code null} where nothing is known; durations are shown in seconds, times as ISO-8601 in whole
 *                    seconds
 */
record Metric<T>(
        @Nullable String name, @Nullable String meter, boolean counter, @Nullable String unit, @Nullable String description,
        Function<T, @Nullable Object> value) {

    static final List<Metric<FeedSnapshot>> OF_FEED = List.of(
            text("feed", s -> s.monitor().name()),
            text("routeId", s -> s.monitor().routeId()),
            text("health", s -> s.health().state() == null ? null : s.health().state().name()),
            gauge(null, "health", null, "1 if the health check is UP, 0 if it is DOWN", s -> up(s.health())),
            text("cause", s -> s.health().message()),
            text("lastSuccess", s -> s.monitor().lastSuccess()),
            gauge(null, "last.success.age", "seconds",
                    "Time since a page was read or acknowledged, or a poll found nothing to read",
                    s -> s.monitor().sinceSuccess()),
            gauge("lastRequestAge", "last.request.age", "seconds", "Time since the last list request",
                    s -> s.monitor().sinceRequest()),
            gauge("lag", "lag", "seconds", "How far the live sweep is behind Plivo's time", s -> s.status().lag()),
            gauge("arrivals", "arrivals", "records/s", "Arriving records a second, recent average", s -> s.status().arrivals()),
            gauge("capacity", "capacity", "records/s", "Records that can be read at this moment's rate",
                    s -> s.monitor().capacity()),
            gauge("saturation", "saturation", null, "Share of the account's lists that its feeds need",
                    s -> s.monitor().saturation()),
            gauge("backfillShare", "backfill.share", null, "Share of its time line that the backfill has read",
                    s -> s.status().backfillShare()),
            gauge("backfillTimeLeft", "backfill.time.left", "seconds", "Time that the backfill still takes",
                    s -> s.status().backfillTimeLeft()),
            text("backfillPaused", s -> s.status().backfillPaused()),
            gauge("untilLoss", "until.loss", "seconds", "Time until unread records are older than 90 days",
                    s -> s.status().untilLoss()),
            gauge("setAside", "set.aside", null, "Stretches of time that the feed cannot read and tries again later",
                    s -> s.status().setAside().size()),
            gauge("unordered", "unordered", null, "1 if Plivo's list was not newest first",
                    s -> s.status().unordered()),
            text("resolution", s -> s.status().resolution()),
            gauge("versions", "versions", null, "Remembered versions of records", s -> s.status().versions()),
            gauge("clockOffset", "clock.offset", "seconds",
                    "How far the clock of this machine is ahead of Plivo's; negative if behind",
                    s -> decimal(s.monitor().client().clockOffset())),
            text("pages", s -> s.status().pages()),
            text("records", s -> s.status().records()),
            counter("requests", "requests", "Requests of all endpoints with the account and HTTP options",
                    s -> s.monitor().client().requests()),
            counter("rateLimited", "rate.limited", "Requests of the account answered with 429",
                    s -> s.monitor().client().budget().rateLimited()),
            gauge("listRequestsPerMinute", "list.requests.per.minute", null,
                    "Maximum number of list requests a minute at this moment",
                    s -> s.monitor().client().budget().listRequestsPerMinute()),
            counter("mismatches", "mismatches", "Responses that did not match their request",
                    s -> s.monitor().client().mismatches()),
            counter("drifts", "drifts", "Differences between records and the fields that this version knows",
                    s -> s.monitor().client().schemaDrifts()));

    static final List<Metric<SweepProgress>> OF_SWEEP = List.of(
            text("sweep", SweepProgress::name),
            text("start", SweepProgress::start),
            text("cursor", SweepProgress::cursor),
            text("end", SweepProgress::end),
            text("over", SweepProgress::finished),
            counter("pages", "pages", "Pages delivered", SweepProgress::pages),
            counter("records", "records", "Records delivered", SweepProgress::records),
            counter("late", "late", "Records delivered that were listed late", SweepProgress::late),
            counter("changed", "changed", "Records delivered again because their content changed",
                    sweep -> sweep.changed().records()),
            counter("changedState", "changed.state", "Changed records with a new state or error",
                    sweep -> sweep.changed().state()),
            counter("changedPrice", "changed.price", "Changed records with a new price", sweep -> sweep.changed().price()),
            counter("changedOther", "changed.other", "Changed records with neither", sweep -> sweep.changed().other()),
            counter("rows", "rows", "Rows read, including those delivered before", SweepProgress::rows),
            counter("lists", "lists", "List requests that Plivo answered", SweepProgress::requests),
            text("rowsPerList", sweep -> Double.isNaN(sweep.rowsPerList()) ? null : sweep.rowsPerList()),
            text("density", SweepProgress::density),
            text("hasWork", SweepProgress::hasWork),
            text("failingSince", SweepProgress::failingSince),
            text("failure", SweepProgress::failure));

    private static <T> Metric<T> text(String name, Function<T, @Nullable Object> value) {
        return new Metric<>(name, null, false, null, null, value);
    }

    private static <T> Metric<T> gauge(
            @Nullable String name, String meter, @Nullable String unit, String description,
            Function<T, @Nullable Object> value) {
        return new Metric<>(name, meter, false, unit, description, value);
    }

    private static <T> Metric<T> counter(String name, String meter, String description, Function<T, @Nullable Object> value) {
        return new Metric<>(name, meter, true, null, description, value);
    }

    private static @Nullable Boolean up(FeedHealth health) {
        return health.state() == HealthCheck.State.UP
                ? Boolean.TRUE : health.state() == HealthCheck.State.DOWN ? Boolean.FALSE : null;
    }

    /** All figures by name. */
    static <T> Map<String, @Nullable Object> values(List<Metric<T>> metrics, T of) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Metric<T> metric : metrics) {
            if (metric.name != null) {
                values.put(metric.name, shown(metric.value.apply(of)));
            }
        }
        return values;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration.toSeconds();
        }
        if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return value instanceof SweepId ? value.toString() : value;
    }

    /** The figure as a number; not a number where nothing is known. */
    double number(T of) {
        Object now = value.apply(of);
        if (now instanceof Duration duration) {
            return decimal(duration);
        }
        if (now instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        return now == null ? Double.NaN : ((Number) now).doubleValue();
    }

    /** In seconds. */
    static double decimal(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
