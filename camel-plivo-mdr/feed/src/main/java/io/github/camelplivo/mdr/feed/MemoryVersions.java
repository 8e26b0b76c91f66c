package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.RecordVersion;
import org.jspecify.annotations.Nullable;

/**
 * Keeps versions while the process lives and the feed may read their records again. A version takes at most 32 bytes,
 * and each hour of {@code message_time} about 200 more. Safe for use by several threads: a closed feed may still be
 * reading when the next one opens.
 */
public final class MemoryVersions implements DeliveredVersions {

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    /** By the hour of their records, counted from 1970 on. */
    private final NavigableMap<Long, VersionSet> hours = new TreeMap<>();
    /** Versions of records without a readable time, by the newest hour that was known at their delivery. */
    private final NavigableMap<Long, VersionSet> undated = new TreeMap<>();
    private final @Nullable Consumer<RecordVersion> forgotten;
    private long kept = Long.MIN_VALUE;
    /** What was delivered before this time may not be here. */
    private Instant knownFrom = Instant.MIN;
    private long size;

    public MemoryVersions() {
        this.forgotten = null;
    }

    /** @param forgotten receives each version that the feed no longer needs */
    public MemoryVersions(Consumer<RecordVersion> forgotten) {
        this.forgotten = forgotten;
    }

    @Override
    public synchronized boolean contains(MessageDetailRecord record) {
        for (VersionSet versions : setsFor(record)) {
            if (versions.contains(record.version())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized @Nullable Set<Change> changes(MessageDetailRecord record) {
        for (VersionSet versions : setsFor(record)) {
            Set<Change> changes = versions.changes(record.version());
            if (!changes.isEmpty()) {
                return changes;
            }
        }
        OffsetDateTime time = record.getMessageTime();
        boolean known = time != null && !time.toInstant().isBefore(knownFrom) && hour(time.toInstant()) >= kept;
        return known ? Set.of() : null;
    }

    /** The sets that may have versions of the record, the newest first. */
    private Collection<VersionSet> setsFor(MessageDetailRecord record) {
        Long hour = hour(record);
        if (hour == null) {
            return undated.descendingMap().values();
        }
        VersionSet versions = hours.get(hour);
        return versions == null ? List.of() : List.of(versions);
    }

    @Override
    public synchronized void continuesAt(Instant time) {
        knownFrom = time;
    }

    @Override
    public synchronized void add(List<MessageDetailRecord> records) {
        if (kept == Long.MAX_VALUE) {
            return;
        }
        for (MessageDetailRecord record : records) {
            Long hour = hour(record);
            if (hour == null) {
                add(undated, newestHour(records), record.version());
            } else if (hour >= kept) {
                add(hours, hour, record.version());
            }
        }
    }

    /**
     * Adds a version of an earlier process.
     *
     * @param time    of its record, or of its neighbours if it has no readable one
     * @param undated whether it has none
     */
    public synchronized void add(Instant time, boolean undated, RecordVersion version) {
        add(undated ? this.undated : hours, hour(time), version);
    }

    private void add(NavigableMap<Long, VersionSet> versions, Long hour, RecordVersion version) {
        if (versions.computeIfAbsent(hour, h -> new VersionSet()).add(version)) {
            size++;
        }
    }

    /** The hour of the records' neighbours: the feed reads them again together. */
    private Long newestHour(List<MessageDetailRecord> records) {
        return records.stream().map(MemoryVersions::hour).filter(Objects::nonNull).filter(hour -> hour >= kept)
                .max(Long::compare).orElseGet(() -> hours.isEmpty() ? kept : hours.lastKey());
    }

    @Override
    public synchronized void forget(Instant before) {
        kept = before.equals(Instant.MAX) ? Long.MAX_VALUE : hour(before);
        forget(hours.headMap(kept));
        forget(undated.headMap(kept));
    }

    private void forget(Map<Long, VersionSet> versions) {
        for (VersionSet set : versions.values()) {
            size -= set.size();
            if (forgotten != null) {
                set.forEach(forgotten);
            }
        }
        versions.clear();
    }

    @Override
    public synchronized long count() {
        return size;
    }

    /** Visible for testing: the memory that the versions take, without that of their hours. */
    synchronized long bytes() {
        return hours.values().stream().mapToLong(VersionSet::bytes).sum()
               + undated.values().stream().mapToLong(VersionSet::bytes).sum();
    }

    /** {@code null} if the time cannot be read. */
    private static @Nullable Long hour(MessageDetailRecord record) {
        OffsetDateTime time = record.getMessageTime();
        return time == null ? null : hour(time.toInstant());
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), HOUR);
    }
}
