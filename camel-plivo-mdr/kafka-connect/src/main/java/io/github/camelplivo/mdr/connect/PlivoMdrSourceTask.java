package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Reads some accounts, each in a thread of its own, and returns what they have read. */
public final class PlivoMdrSourceTask extends SourceTask {

    private static final FeedLogger LOG = FeedLogger.of(PlivoMdrSourceTask.class);
    private static final long MILLIS_TO_END = 5_000;

    private final Outbox outbox = new Outbox();
    private final List<AccountReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<AccountStatus> statuses = new ArrayList<>();

    @Override
    public String version() {
        return Version.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        ConnectorConfig config = new ConnectorConfig(properties);
        Map<String, @Nullable AccountOffset> offsets = new LinkedHashMap<>();
        config.accounts().forEach(account -> offsets.put(account, offset(config, account)));
        String topic = config.versionsTopic();
        Map<String, VersionsTopic.Loaded> versions
                = topic == null ? Map.of() : new VersionsTopic(topic, config.versionsConsumer()).load(offsets);
        offsets.forEach((account, offset) -> start(config, account, offset, versions.get(account)));
        LOG.info("Reading {} accounts", threads.size());
    }

    private @Nullable AccountOffset offset(ConnectorConfig config, String account) {
        Map<String, Object> offset
                = context.offsetStorageReader().offset(AccountOffset.partition(account, config.key(account)));
        return offset == null ? null : AccountOffset.of(offset);
    }

    private void start(
            ConnectorConfig config, String account, @Nullable AccountOffset offset, VersionsTopic.@Nullable Loaded loaded) {
        AccountStatus status = new AccountStatus(account, Clock.systemUTC());
        status.register();
        statuses.add(status);
        AccountReader reader = new AccountReader(
                config, account, offset, loaded == null ? null : loaded.versions(),
                new RecordFactory(config, account, loaded == null ? null : loaded.partition()), outbox, status);
        readers.add(reader);
        Thread thread = new Thread(reader, "plivo-mdr-" + account);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Does not read: Connect stops a task in the thread that polls it. */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        return outbox.take();
    }

    @Override
    public void stop() {
        readers.forEach(AccountReader::stop);
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_END);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        statuses.forEach(AccountStatus::close);
    }
}
