package io.github.camelplivo.mdr.connect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.RecordVersion;
import org.jspecify.annotations.Nullable;

/**
 * The versions that an account has delivered: in memory, and in a topic from which a task reads them when it starts.
 * The records of that topic are in the transactions of the records that they stand for.
 */
final class TopicVersions implements DeliveredVersions {

    /** So that a batch stays small: an hour may have many versions. */
    private static final int FORGOTTEN_AT_A_TIME = 500;

    private final ConcurrentLinkedQueue<String> forgotten = new ConcurrentLinkedQueue<>();
    private final MemoryVersions memory = new MemoryVersions(version -> forgotten.add(version.toString()));

    /** Adds a version from the topic. */
    void load(Instant time, boolean undated, RecordVersion version) {
        memory.add(time, undated, version);
    }

    /** A version of the topic that does not count: its record must be delivered. */
    void disown(String version) {
        forgotten.add(version);
    }

    /** Versions that the topic need not keep any longer. */
    List<String> takeForgotten() {
        List<String> some = new ArrayList<>();
        for (String version = forgotten.poll(); version != null; version = forgotten.poll()) {
            some.add(version);
            if (some.size() == FORGOTTEN_AT_A_TIME) {
                break;
            }
        }
        return some;
    }

    @Override
    public boolean contains(MessageDetailRecord record) {
        return memory.contains(record);
    }

    @Override
    public @Nullable Set<Change> changes(MessageDetailRecord record) {
        return memory.changes(record);
    }

    /** The topic may be new, or without the versions that a replay delivers again. */
    @Override
    public void continuesAt(Instant time) {
        memory.continuesAt(time);
    }

    @Override
    public void add(List<MessageDetailRecord> records) {
        memory.add(records);
    }

    @Override
    public void forget(Instant before) {
        memory.forget(before);
    }

    @Override
    public long count() {
        return memory.count();
    }
}
