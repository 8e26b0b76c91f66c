package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.FeedWatch;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;

/** Knows where the feed of a consumer stands and whether it gets on: what health, JMX, console and meters tell. */
final class FeedMonitor {

    /** So many periods without a success are too many. */
    private static final int PATIENCE = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PlivoMdrConsumer consumer;
    private final Feed feed;
    private final PlivoClient client;
    private final RunningFeeds running;
    private final String name;
    private final Clock clock;
    private final Polls polls;
    private final FeedWatch watch;

    FeedMonitor(String name, RunningFeeds running, PlivoMdrConsumer consumer, Feed feed, Polls polls) throws Exception {
        this.name = name;
        this.running = running;
        this.consumer = consumer;
        this.feed = feed;
        this.polls = polls;
        this.client = consumer.getEndpoint().getClient();
        this.clock = client.clock();
        this.watch = new FeedWatch(feed, clock);
    }

    /** The watermark's key; with a number behind it where the context has several feeds with that key. */
    String name() {
        return name;
    }

    /** {@code null} under {@code master:}. */
    String routeId() {
        return consumer.getRouteId();
    }

    Feed feed() {
        return feed;
    }

    PlivoClient client() {
        return client;
    }

    FeedStatus status() {
        return watch.status();
    }

    /** Rows a second that lists can bring at the pace of this moment. */
    double capacity() {
        return client.budget().listRequestsPerMinute() / MINUTE.toSeconds() * FeedStatus.NEW_ROWS;
    }

    /** What all feeds of the account need, as a share of what its budget can read: above 1 they cannot keep up. */
    double saturation() {
        return running.demand(client.budget()) / capacity();
    }

    boolean keepsItsPositionIn(StateRepository<String, String> repository, String key) {
        PlivoMdrEndpoint endpoint = consumer.getEndpoint();
        return endpoint.getConfiguration().getWatermarkRepository() == repository && endpoint.getKey().equals(key);
    }

    boolean shares(RequestBudget budget) {
        return client.budget() == budget;
    }

    /** {@code null} for never. */
    Instant lastSuccess() {
        return polls.lastSuccess();
    }

    /** Since the last success, {@code null} if there was none. */
    Duration sinceSuccess() {
        return lastSuccess() == null ? null : Duration.between(lastSuccess(), clock.instant());
    }

    Instant now() {
        return clock.instant();
    }

    /** How old the last success may become. */
    Duration limit() {
        Duration turn = Duration.ofNanos((long) (MINUTE.toNanos() / client.budget().listRequestsPerMinute()));
        Duration period = Duration.ofNanos(consumer.getTimeUnit().toNanos(consumer.getDelay()));
        if (consumer.getBackoffIdleThreshold() > 0) {
            period = period.multipliedBy(Math.max(1, consumer.getBackoffMultiplier()));
        }
        return (period.compareTo(turn) > 0 ? period : turn).multipliedBy(PATIENCE);
    }

    FeedHealth health() {
        if (consumer.isSuspended()) {
            return FeedHealth.up("Suspended");
        }
        Duration limit = limit();
        String silence = isPollExpected() ? polls.silence(limit, consumer.isPolling()) : null;
        if (silence != null) {
            return FeedHealth.down(silence);
        }
        Instant overdue = clock.instant().minus(limit);
        for (SweepProgress sweep : status().failing()) {
            if (!sweep.failingSince().isAfter(overdue)) {
                return FeedHealth.down(
                        "The " + sweep.name() + " sweep has failed since " + sweep.failingSince() + ": " + sweep.failure());
            }
        }
        if (polls.lastSuccess() != null) {
            return FeedHealth.up(null);
        }
        return polls.cause() == null ? new FeedHealth(null, "Nothing was read yet") : FeedHealth.down(polls.cause());
    }

    /** When another scheduler polls next is not known, and with {@code repeatCount} it ends. */
    private boolean isPollExpected() {
        boolean regular = consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler
                && (consumer.getRepeatCount() <= 0 || consumer.getCounter() < consumer.getRepeatCount());
        return regular || consumer.isPolling() || polls.cause() != null;
    }

    /** All values by name, times as ISO-8601, durations in seconds; {@code null} where nothing is known. */
    Map<String, Object> values() {
        FeedStatus status = status();
        FeedHealth health = health();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("feed", name);
        values.put("routeId", routeId());
        values.put("health", health.state() == null ? null : health.state().name());
        values.put("cause", health.message());
        values.put("lastSuccess", text(lastSuccess()));
        values.put("lag", status.lag().toSeconds());
        values.put("arrivals", status.arrivals());
        values.put("capacity", capacity());
        values.put("saturation", saturation());
        values.put("backfillShare", status.backfillShare());
        values.put("backfillTimeLeft", seconds(status.backfillTimeLeft()));
        values.put("backfillPaused", status.backfillPaused());
        values.put("untilLoss", seconds(status.untilLoss()));
        values.put("pages", status.pages());
        values.put("records", status.records());
        values.put("requests", client.requests());
        values.put("rateLimited", client.budget().rateLimited());
        values.put("listRequestsPerMinute", client.budget().listRequestsPerMinute());
        values.put("drifts", client.schemaDrifts());
        return values;
    }

    /** The values of one sweep by name. */
    static Map<String, Object> values(SweepProgress sweep) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sweep", sweep.name().toString());
        values.put("start", text(sweep.start()));
        values.put("cursor", text(sweep.cursor()));
        values.put("end", text(sweep.end()));
        values.put("over", sweep.over());
        values.put("pages", sweep.pages());
        values.put("records", sweep.records());
        values.put("rows", sweep.rows());
        values.put("density", sweep.density());
        values.put("failingSince", text(sweep.failingSince()));
        values.put("failure", sweep.failure());
        return values;
    }

    static Long seconds(Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
