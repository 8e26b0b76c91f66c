package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.source.PlivoPageSource;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one account, in a thread of its own, and puts its pages into the outbox of the task. It acknowledges a page
 * when it is there: if the worker cannot store it, the task fails, and another one starts at the stored position.
 */
final class AccountReader implements Runnable {

    private final ConnectorConfig config;
    private final String account;
    private final @Nullable AccountOffset start;
    private final @Nullable TopicVersions versions;
    private final RecordFactory records;
    private final Outbox outbox;
    private final AccountStatus status;
    private final CancellationSource stop = new CancellationSource();
    private final Clock clock = Clock.systemUTC();
    private long sequence;
    private @Nullable String emitted;
    private long emittedAt;

    /**
     * @param start    the stored position, {@code null} if there is none
     * @param versions those of the topic, {@code null} if there is none
     */
    AccountReader(
                  ConnectorConfig config, String account, @Nullable AccountOffset start, @Nullable TopicVersions versions,
                  RecordFactory records, Outbox outbox, AccountStatus status) {
        this.config = config;
        this.account = account;
        this.start = start;
        this.versions = versions;
        this.records = records;
        this.outbox = outbox;
        this.status = status;
        this.sequence = start == null ? 0 : start.sequence();
    }

    /** Any thread may call it; the reader then ends soon. */
    void stop() {
        stop.stop();
    }

    @Override
    public void run() {
        try {
            new FeedName(config.key(account), "connector").run(this::read);
        } catch (InterruptedException e) {
            // stopped
        } catch (Exception | Error e) {
            outbox.fail(e);
        }
    }

    private void read() throws Exception {
        RequestBudget budget = new RequestBudget(account, config.listRequestsPerMinute(), config.requestsPerSecond());
        removeDisowned();
        try (PlivoClient client = new PlivoClient(config.client(account), budget, clock);
             Feed feed = open(client)) {
            status.watch(feed);
            if (start != null && start.replay() != null) {
                feed.reread(start.replay());
            }
            while (!stop.isStopped() && !feed.isFinished()) {
                poll(feed);
                stop.pause(config.pollInterval());
            }
        }
    }

    /**
     * With the stored offset, so that a request to replay stays there until all of the versions are removed. Without
     * one, they are removed with the first position.
     */
    private void removeDisowned() throws InterruptedException {
        if (versions != null && start != null) {
            for (List<String> some = versions.takeForgotten(); !some.isEmpty(); some = versions.takeForgotten()) {
                outbox.put(records.forgotten(some, start));
            }
        }
    }

    private Feed open(PlivoClient client) throws Exception {
        DeliveredVersions delivered = versions != null
                ? versions : config.recheckAfter().isEmpty() ? DeliveredVersions.none() : new MemoryVersions();
        AccountStore store = new AccountStore(account, start == null ? null : start.watermark(), this::saved);
        return new Feed(
                config.feed(account, client.clock(), start == null),
                new PlivoPageSource(config.query(), failure -> failure).forFeed(client, stop), store, delivered, Runnable::run,
                client.clock(), System::nanoTime);
    }

    /** Delivers everything that has settled. A failure ends it; the next poll continues there. */
    private void poll(Feed feed) throws InterruptedException {
        try {
            feed.refreshClock();
            for (Optional<FeedPage> page = feed.next(); page.isPresent(); page = feed.next()) {
                deliver(feed, page.get());
            }
            status.succeeded();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            status.failed(e);
            requireTolerable(e);
        }
    }

    private void requireTolerable(Exception failure) {
        Duration most = config.toleratedRefusal();
        Duration refused = status.refusedFor();
        if (most != null && refused != null && refused.compareTo(most) >= 0) {
            outbox.fail(
                    new IllegalStateException("Plivo refuses the account " + account + ": " + Causes.text(failure), failure));
            stop();
        }
    }

    private void deliver(Feed feed, FeedPage page) throws Exception {
        List<String> watermarks = feed.watermarks(page);
        List<SourceRecord> batch = new ArrayList<>(records.page(page, watermarks, sequence));
        sequence += watermarks.size();
        String line = watermarks.get(watermarks.size() - 1);
        batch.addAll(forgotten(line));
        outbox.put(batch);
        emitted(line);
        feed.acknowledge(page);
        status.delivered(page);
    }

    /**
     * Called by the feed, in its thread, for each position that it saves. Without records it still has to be stored.
     */
    private void saved(String line) {
        boolean due = emitted == null || System.nanoTime() - emittedAt >= config.heartbeatInterval().toNanos();
        if (due && !line.equals(emitted)) {
            heartbeat(line);
        }
    }

    private void heartbeat(String line) {
        AccountOffset offset = new AccountOffset(line, sequence, null);
        List<SourceRecord> batch = new ArrayList<>(forgotten(line));
        batch.add(records.heartbeat(offset, Instant.now(clock)));
        try {
            outbox.put(batch);
            emitted(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void emitted(String line) {
        emitted = line;
        emittedAt = System.nanoTime();
    }

    private List<SourceRecord> forgotten(String line) {
        return versions == null
                ? List.of() : records.forgotten(versions.takeForgotten(), new AccountOffset(line, sequence, null));
    }
}
