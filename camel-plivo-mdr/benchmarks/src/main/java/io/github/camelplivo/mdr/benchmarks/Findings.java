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
 * What a reader has asked for and found out about the records before an end. Of records after it nothing is counted,
 * nor of requests that begin after it.
 */
final class Findings {

    private final Instant end;
    /** By uuid. */
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

    /** A version that is not the last one found of its record is a change. */
    void found(MessageDetailRecord record, Instant now) {
        if (isCounted(record)) {
            String version = DeliveredVersions.key(record);
            String before = versions.put(record.getMessageUuid(), version);
            if (before != null && !before.equals(version)) {
                delays.add(Duration.between(record.getMessageUpdatedTime().toInstant(), now));
            }
        }
    }

    /** A record as it is in the end. */
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

    /** From the change itself to when it was found: so long at most, for this part of the changes. */
    double hoursToFind(double part) {
        List<Duration> sorted = delays.stream().sorted().toList();
        return sorted.get((int) (part * (sorted.size() - 1))).toSeconds() / 3600.0;
    }
}
