package io.github.camelplivo.mdr.monitor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.FeedStatusTracker;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What health check, JMX, console, meters and log show of a consumer's feed: its figures and whether it makes progress.
 */
public final class FeedMonitor {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PollSchedule schedule;
    private final Feed feed;
    private final PlivoClient client;
    private final FeedRegistry running;
    private final String name;
    private final PollHistory polls;
    private final HealthRules rules;
    private final FeedStatusTracker watch;

    public FeedMonitor(String name, FeedRegistry running, ScheduledPollConsumer consumer, PlivoClient client, Feed feed,
                       PollHistory polls) {
        this.name = name;
        this.running = running;
        this.schedule = new PollSchedule(consumer, polls);
        this.feed = feed;
        this.polls = polls;
        this.client = client;
        this.rules = new HealthRules(polls);
        this.watch = new FeedStatusTracker(feed, client.plivoTime(), polls::nanoTime);
    }

    /** The watermark's key; with a number behind it where the context has several feeds with that key. */
    public String name() {
        return name;
    }

    /** {@code null} under {@code master:}. */
    public @Nullable String routeId() {
        return schedule.routeId();
    }

    public Feed feed() {
        return feed;
    }

    /** @param from an instant such as {@code 2026-11-21T12:00:00Z} */
    public void reread(@Nullable String from) {
        Instant instant;
        try {
            instant = Instant.parse(from);
        } catch (DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("'" + from + "' is not an instant such as 2026-11-21T12:00:00Z", e);
        }
        feed.reread(instant);
    }

    public PlivoClient client() {
        return client;
    }

    /** The progress of the sweep with this id, which stays the same while the feed runs. */
    SweepProgress sweep(SweepId id) {
        return status().sweeps().stream().filter(sweep -> sweep.name().equals(id)).findFirst().orElseThrow();
    }

    public FeedStatus status() {
        return watch.status();
    }

    /** Lists a second that the account may send at this moment. */
    private double listsPerSecond() {
        return client.budget().listRequestsPerMinute() / MINUTE.toSeconds();
    }

    /** Lists a second that this feed needs to follow the arrivals, rechecks included. */
    public double demandedLists() {
        Patience patience = patience();
        return status().demandedLists(Patience.longer(patience.delay(), patience.interval()));
    }

    /** Rows a second that lists can bring at this moment's rate, by what a list of this feed really yields. */
    public double capacity() {
        double lists = demandedLists();
        return listsPerSecond() * (lists == 0 ? FeedStatus.NEW_ROWS : status().demand() / lists);
    }

    /** What all feeds of the account need, as a share of what its budget can read: above 1 they cannot keep up. */
    public double saturation() {
        return running.demandedLists(client.budget()) / listsPerSecond();
    }

    public boolean shares(RequestBudget budget) {
        return client.budget() == budget;
    }

    /** {@code null} for never. */
    public @Nullable Instant lastSuccess() {
        return polls.lastSuccess();
    }

    /** {@code null} if there was none. */
    public @Nullable Duration sinceSuccess() {
        return polls.sinceSuccess();
    }

    /** Time since the last list request. */
    public Duration sinceRequest() {
        return Duration.ofNanos(polls.nanoTime() - feed.requestedAt());
    }

    /** As {@link System#nanoTime()}. */
    public long nanoTime() {
        return polls.nanoTime();
    }

    public Patience patience() {
        return patience(client.budget().listRequestsPerMinute());
    }

    /** While polls fail, fewer lists a minute are no excuse. */
    private Patience patienceOfHealth() {
        return polls.failure() == null ? patience() : patience(client.budget().configuredListRequestsPerMinute());
    }

    private Patience patience(double listRequestsPerMinute) {
        Duration interval
                = Duration.ofNanos((long) (running.sharing(client.budget()) * MINUTE.toNanos() / listRequestsPerMinute));
        return new Patience(schedule.delay(), interval, feed.progress().sweeps().size() - 2);
    }

    public FeedHealth health() {
        return health(status());
    }

    private FeedHealth health(FeedStatus status) {
        if (schedule.isSuspended()) {
            return FeedHealth.up("Suspended");
        }
        String waiting = schedule.waiting();
        if (waiting != null) {
            return FeedHealth.unknown(waiting);
        }
        String failure = rules.failure(status, patienceOfHealth(), feed.requestedAt(), schedule.isPollExpected(),
                schedule.isPolling());
        if (failure != null) {
            return FeedHealth.down(failure);
        }
        if (polls.lastSuccess() != null) {
            return FeedHealth.up(HealthRules.remark(status, client.clockOffset()));
        }
        return polls.failure() == null
                ? FeedHealth.initial("The feed has not read anything yet") : FeedHealth.down(polls.failure());
    }

    /** Why the lack of requests is alarming, {@code null} if it is not. */
    public @Nullable String missingRequest() {
        FeedStatus status = status();
        // a failure says more
        boolean quiet = polls.failure() == null && status.outages().isEmpty();
        return quiet && schedule.isPollExpected() && schedule.waiting() == null && !schedule.isSuspended()
                ? rules.missingRequest(status, patience(), feed.requestedAt()) : null;
    }

    FeedSnapshot snapshot() {
        FeedStatus status = status();
        return new FeedSnapshot(this, status, health(status));
    }

    /** All figures by name: times as ISO-8601, durations in seconds, {@code null} where nothing is known. */
    public Map<String, @Nullable Object> values() {
        return Metric.values(Metric.OF_FEED, snapshot());
    }

    /** The figures of one sweep by name. */
    public static Map<String, @Nullable Object> values(SweepProgress sweep) {
        return Metric.values(Metric.OF_SWEEP, sweep);
    }
}
