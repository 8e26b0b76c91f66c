package io.github.camelplivo.mdr.feed;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Keeps versions while the process lives and the feed may read their records again. A version takes 70 to 90 bytes.
 * Safe for use by several threads: a closed feed may still be reading when the next one opens.
 */
public final class MemoryVersions implements DeliveredVersions {

    /** The first half of a SHA-256. */
    private record Key(long high, long low) {
    }

    private final NavigableMap<Instant, Set<Key>> hours = new TreeMap<>();
    /** Versions of records without a readable time, by the newest hour that was known at their delivery. */
    private final NavigableMap<Instant, Set<Key>> undated = new TreeMap<>();
    private Instant kept = Instant.MIN;

    @Override
    public synchronized boolean contains(MessageDetailRecord record) {
        Instant hour = hour(record);
        if (hour != null) {
            return !hours.isEmpty() && hours.getOrDefault(hour, Set.of()).contains(key(record));
        }
        if (undated.isEmpty()) {
            return false;
        }
        Key key = key(record);
        return undated.values().stream().anyMatch(keys -> keys.contains(key));
    }

    @Override
    public synchronized void add(List<MessageDetailRecord> records) {
        if (kept.equals(Instant.MAX)) {
            return;
        }
        for (MessageDetailRecord record : records) {
            Instant hour = hour(record);
            if (hour == null) {
                undated.computeIfAbsent(newestHour(records), h -> new HashSet<>()).add(key(record));
            } else if (!hour.isBefore(kept)) {
                hours.computeIfAbsent(hour, h -> new HashSet<>()).add(key(record));
            }
        }
    }

    /** The hour of the records' neighbours: the feed reads them again together. */
    private Instant newestHour(List<MessageDetailRecord> records) {
        return records.stream().map(MemoryVersions::hour).filter(hour -> hour != null && !hour.isBefore(kept))
                .max(Instant::compareTo).orElseGet(() -> hours.isEmpty() ? kept : hours.lastKey());
    }

    @Override
    public synchronized void forget(Instant before) {
        kept = before.equals(Instant.MAX) ? before : before.truncatedTo(ChronoUnit.HOURS);
        hours.headMap(kept).clear();
        undated.headMap(kept).clear();
    }

    /** The number of stored versions. */
    synchronized int size() {
        return hours.values().stream().mapToInt(Set::size).sum() + undated.values().stream().mapToInt(Set::size).sum();
    }

    /** {@code null} if the time cannot be read. */
    private static @Nullable Instant hour(MessageDetailRecord record) {
        return record.getMessageTime() == null ? null : record.getMessageTime().toInstant().truncatedTo(ChronoUnit.HOURS);
    }

    private static Key key(MessageDetailRecord record) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(DeliveredVersions.key(record)));
        return new Key(hash.getLong(), hash.getLong());
    }
}
