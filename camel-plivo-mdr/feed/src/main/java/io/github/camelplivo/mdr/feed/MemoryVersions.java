package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

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
    private long kept = Long.MIN_VALUE;
    private long size;

    @Override
    public synchronized boolean contains(MessageDetailRecord record) {
        Long hour = hour(record);
        if (hour != null) {
            VersionSet versions = hours.get(hour);
            return versions != null && versions.contains(record.contentHash());
        }
        return undated.values().stream().anyMatch(versions -> versions.contains(record.contentHash()));
    }

    @Override
    public synchronized void add(List<MessageDetailRecord> records) {
        if (kept == Long.MAX_VALUE) {
            return;
        }
        for (MessageDetailRecord record : records) {
            Long hour = hour(record);
            if (hour == null) {
                add(undated, newestHour(records), record);
            } else if (hour >= kept) {
                add(hours, hour, record);
            }
        }
    }

    private void add(NavigableMap<Long, VersionSet> versions, Long hour, MessageDetailRecord record) {
        if (versions.computeIfAbsent(hour, h -> new VersionSet()).add(record.contentHash())) {
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
        kept = before.equals(Instant.MAX) ? Long.MAX_VALUE : Math.floorDiv(before.getEpochSecond(), HOUR);
        forget(hours.headMap(kept));
        forget(undated.headMap(kept));
    }

    private void forget(Map<Long, VersionSet> versions) {
        versions.values().forEach(one -> size -= one.size());
        versions.clear();
    }

    @Override
    public synchronized OptionalLong count() {
        return OptionalLong.of(size);
    }

    /** Visible for testing: the memory that the versions take, without that of their hours. */
    synchronized long bytes() {
        return hours.values().stream().mapToLong(VersionSet::bytes).sum()
               + undated.values().stream().mapToLong(VersionSet::bytes).sum();
    }

    /** {@code null} if the time cannot be read. */
    private static @Nullable Long hour(MessageDetailRecord record) {
        OffsetDateTime time = record.getMessageTime();
        return time == null ? null : Math.floorDiv(time.toEpochSecond(), HOUR);
    }
}
