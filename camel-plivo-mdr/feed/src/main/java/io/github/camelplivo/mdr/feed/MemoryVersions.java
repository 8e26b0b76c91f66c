package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.model.ContentHash;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
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
    private final @Nullable Consumer<ContentHash> forgotten;
    private long kept = Long.MIN_VALUE;
    /** What was delivered before this time may not be here. */
    private Instant knownFrom = Instant.MIN;
    private long size;

    public MemoryVersions() {
        this.forgotten = null;
    }

    /** @param forgotten receives each version that the feed no longer needs */
    public MemoryVersions(Consumer<ContentHash> forgotten) {
        this.forgotten = forgotten;
    }

    /** Identifies a record by the first half, and its content by the second. */
    public static ContentHash version(MessageDetailRecord record) {
        return new ContentHash(
                ContentHash.of(String.valueOf(record.getMessageUuid())).high(), record.contentHash().low());
    }

    @Override
    public synchronized boolean contains(MessageDetailRecord record) {
        ContentHash version = version(record);
        return anyOf(record, versions -> versions.contains(version));
    }

    @Override
    public synchronized @Nullable Boolean wasDelivered(MessageDetailRecord record) {
        ContentHash version = version(record);
        if (anyOf(record, versions -> versions.containsFirst(version.high()))) {
            return true;
        }
        OffsetDateTime time = record.getMessageTime();
        boolean known = time != null && !time.toInstant().isBefore(knownFrom) && hour(time.toInstant()) >= kept;
        return known ? false : null;
    }

    /** Whether one of the sets that may have the record fulfills the condition. */
    private boolean anyOf(MessageDetailRecord record, Predicate<VersionSet> condition) {
        Long hour = hour(record);
        if (hour != null) {
            VersionSet versions = hours.get(hour);
            return versions != null && condition.test(versions);
        }
        return undated.values().stream().anyMatch(condition);
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
                add(undated, newestHour(records), version(record));
            } else if (hour >= kept) {
                add(hours, hour, version(record));
            }
        }
    }

    /**
     * Adds a {@link #version} of an earlier process.
     *
     * @param time    of its record, or of its neighbours if it has no readable one
     * @param undated whether it has none
     */
    public synchronized void add(Instant time, boolean undated, ContentHash version) {
        add(undated ? this.undated : hours, hour(time), version);
    }

    private void add(NavigableMap<Long, VersionSet> versions, Long hour, ContentHash version) {
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
