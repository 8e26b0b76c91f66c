package io.github.camelplivo.mdr;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.FeedStatusTracker;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;

/**
 * What health check, JMX, console, meters and log show of a consumer's feed: its figures and whether it makes progress.
 */
final class FeedMonitor {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PlivoMdrConsumer consumer;
    private final Feed feed;
    private final PlivoClient client;
    private final FeedRegistry running;
    private final String name;
    private final LongSupplier nanoTime;
    private final PollHistory polls;
    private final HealthRules rules;
    private final FeedStatusTracker watch;

    FeedMonitor(String name, FeedRegistry running, PlivoMdrConsumer consumer, PlivoClient client, Feed feed,
                PollHistory polls) {
        this.name = name;
        this.running = running;
        this.consumer = consumer;
        this.feed = feed;
        this.polls = polls;
        this.client = client;
        this.nanoTime = consumer.getEndpoint().nanoTime();
        this.rules = new HealthRules(polls, nanoTime);
        this.watch = new FeedStatusTracker(feed, client.plivoTime(), nanoTime);
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

    /** @param from an instant such as {@code 2026-11-21T12:00:00Z} */
    void reread(String from) {
        Instant instant;
        try {
            instant = Instant.parse(from);
        } catch (DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("'" + from + "' is no instant such as 2026-11-21T12:00:00Z", e);
        }
        feed.reread(instant);
    }

    PlivoClient client() {
        return client;
    }

    FeedStatus status() {
        return watch.status();
    }

    /** Lists a second that the account may send at this moment. */
    private double listsPerSecond() {
        return client.budget().listRequestsPerMinute() / MINUTE.toSeconds();
    }

    /** Lists a second that this feed needs to follow the arrivals, rechecks included. */
    double demandedLists() {
        Patience patience = patience();
        return status().demandedLists(Patience.longer(patience.delay(), patience.interval()));
    }

    /** Rows a second that lists can bring at this moment's rate, by what a list of this feed really yields. */
    double capacity() {
        double lists = demandedLists();
        return listsPerSecond() * (lists == 0 ? FeedStatus.NEW_ROWS : status().demand() / lists);
    }

    /** What all feeds of the account need, as a share of what its budget can read: above 1 they cannot keep up. */
    double saturation() {
        return running.demandedLists(client.budget()) / listsPerSecond();
    }

    /** Answers that did not match their question. */
    long mismatches() {
        return client.mismatches();
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

    /** {@code null} if there was none. */
    Duration sinceSuccess() {
        return polls.sinceSuccess();
    }

    /** Since the feed last asked for a list. */
    Duration sinceRequest() {
        return Duration.ofNanos(nanoTime.getAsLong() - requestedAt());
    }

    private long requestedAt() {
        return feed.requestedAt();
    }

    /** As {@link System#nanoTime()}. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    Patience patience() {
        Duration delay = Duration.ofNanos(consumer.getTimeUnit().toNanos(consumer.getDelay()));
        if (consumer.getBackoffIdleThreshold() > 0) {
            delay = delay.multipliedBy(Math.max(1, consumer.getBackoffMultiplier()));
        }
        Duration interval = Duration.ofNanos((long) (running.sharing(client.budget()) / listsPerSecond() * 1e9));
        return new Patience(delay, interval, feed.progress().sweeps().size() - 2);
    }

    FeedHealth health() {
        if (consumer.isSuspended()) {
            return FeedHealth.up("Suspended");
        }
        String waiting = waiting();
        if (waiting != null) {
            return FeedHealth.unknown(waiting);
        }
        FeedStatus status = status();
        String failure = rules.failure(status, patience(), requestedAt(), isPollExpected(), consumer.isPolling());
        if (failure != null) {
            return FeedHealth.down(failure);
        }
        if (polls.lastSuccess() != null) {
            return FeedHealth.up(HealthRules.remark(status, client.clockOffset()));
        }
        return polls.failure() == null ? FeedHealth.initial("Nothing was read yet") : FeedHealth.down(polls.failure());
    }

    /** Why no poll is due yet, {@code null} if one is. */
    private String waiting() {
        if (!consumer.isStartScheduler() && (consumer.getScheduler() == null || !consumer.isSchedulerStarted())) {
            return "Waiting for the scheduler to be started (startScheduler=false)";
        }
        Instant firstPoll = polls.firstPoll();
        return firstPoll == null ? null : "Waiting for the first poll at " + firstPoll + " (initialDelay)";
    }

    /** Why the lack of requests is alarming, {@code null} if it is not. */
    String missingRequest() {
        return isPollExpected() && waiting() == null && !consumer.isSuspended()
                ? rules.missingRequest(status(), patience(), requestedAt()) : null;
    }

    /** When another scheduler polls next is not known, and with {@code repeatCount} it ends. */
    private boolean isPollExpected() {
        boolean regular = consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler
                && (consumer.getRepeatCount() <= 0 || consumer.getCounter() < consumer.getRepeatCount());
        return regular || consumer.isPolling() || polls.failure() != null;
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
        values.put("lastRequestAge", sinceRequest().toSeconds());
        values.put("lag", status.lag().toSeconds());
        values.put("arrivals", status.arrivals());
        values.put("capacity", capacity());
        values.put("saturation", saturation());
        values.put("backfillShare", status.backfillShare());
        values.put("backfillTimeLeft", seconds(status.backfillTimeLeft()));
        values.put("backfillPaused", status.backfillPaused());
        values.put("untilLoss", seconds(status.untilLoss()));
        values.put("setAside", status.setAside().size());
        values.put("unordered", status.unordered());
        values.put("clockOffset", decimal(client.clockOffset()));
        values.put("pages", status.pages());
        values.put("records", status.records());
        values.put("requests", client.requests());
        values.put("rateLimited", client.budget().rateLimited());
        values.put("listRequestsPerMinute", client.budget().listRequestsPerMinute());
        values.put("mismatches", mismatches());
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
        values.put("lists", sweep.requests());
        values.put("rowsPerList", Double.isNaN(sweep.rowsPerList()) ? null : sweep.rowsPerList());
        values.put("density", sweep.density());
        values.put("hasWork", sweep.hasWork());
        values.put("failingSince", text(sweep.failingSince()));
        values.put("failure", sweep.failure());
        return values;
    }

    /** In seconds. */
    static double decimal(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static Long seconds(Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
