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

/**
 * Remembers versions for as long as the process lives and their records may be read again. Not safe for use by several
 * threads; a feed asks for one thing at a time.
 */
public final class MemoryVersions implements DeliveredVersions {

    /** The first half of a SHA-256. */
    private record Key(long high, long low) {
    }

    private final NavigableMap<Instant, Set<Key>> hours = new TreeMap<>();
    private Instant kept = Instant.MIN;

    @Override
    public boolean contains(MessageDetailRecord record) {
        return !hours.isEmpty() && hours.getOrDefault(hour(record), Set.of()).contains(key(record));
    }

    @Override
    public void add(List<MessageDetailRecord> records) {
        if (kept.equals(Instant.MAX)) {
            return;
        }
        for (MessageDetailRecord record : records) {
            Instant hour = hour(record);
            if (!hour.isBefore(kept)) {
                hours.computeIfAbsent(hour, h -> new HashSet<>()).add(key(record));
            }
        }
    }

    @Override
    public void forget(Instant before) {
        kept = before.equals(Instant.MAX) ? before : before.truncatedTo(ChronoUnit.HOURS);
        hours.headMap(kept).clear();
    }

    /** How many are remembered. */
    int size() {
        return hours.values().stream().mapToInt(Set::size).sum();
    }

    private static Instant hour(MessageDetailRecord record) {
        // a record of unknown time is remembered for good
        return record.getMessageTime() == null
                ? Instant.MAX : record.getMessageTime().toInstant().truncatedTo(ChronoUnit.HOURS);
    }

    private static Key key(MessageDetailRecord record) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(DeliveredVersions.key(record)));
        return new Key(hash.getLong(), hash.getLong());
    }
}
