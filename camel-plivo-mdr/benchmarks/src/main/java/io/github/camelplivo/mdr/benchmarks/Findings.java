package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * The requests of a reader, and the versions that it found of records before an end. Later records, and requests for
 * windows that start later, do not count.
 */
final class Findings {

    private final Instant end;
    /** The last version found, by uuid. */
    private final Map<String, String> versions = new HashMap<>();
    private final List<Duration> delays = new ArrayList<>();
    private long requests;
    private long rows;
    private long records;
    private long known;

    Findings(Instant end) {
        this.end = end;
    }

    Instant end() {
        return end;
    }

    void read(Instant from, MdrPage page) {
        if (from.isBefore(end)) {
            requests++;
            rows += page.stream().filter(this::isCounted).count();
        }
    }

    /** A version that differs from the last one found of its record is a change. */
    void found(MessageDetailRecord record, Instant now) {
        if (isCounted(record)) {
            String version = DeliveredVersions.key(record);
            String before = versions.put(record.getMessageUuid(), version);
            if (before != null && !before.equals(version)) {
                delays.add(Duration.between(record.getMessageUpdatedTime().toInstant(), now));
            }
        }
    }

    /** Compares with a record in its final state. */
    void compare(MessageDetailRecord truth) {
        records++;
        if (DeliveredVersions.key(truth).equals(versions.get(truth.getMessageUuid()))) {
            known++;
        }
    }

    private boolean isCounted(MessageDetailRecord record) {
        return record.getMessageTime().toInstant().isBefore(end);
    }

    long records() {
        return records;
    }

    double requestsARecord() {
        return requests / (double) records;
    }

    double rowsARecord() {
        return rows / (double) records;
    }

    long changes() {
        return delays.size();
    }

    double rowsAChange() {
        return rows / (double) delays.size();
    }

    /** Records whose last version was found. */
    long known() {
        return known;
    }

    /** The maximum time from a change until the reader found it, for this part of the changes. */
    double hoursToFind(double part) {
        List<Duration> sorted = delays.stream().sorted().toList();
        return sorted.get((int) (part * (sorted.size() - 1))).toSeconds() / 3600.0;
    }
}
