package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a page that were not delivered before. Besides the delivered versions it keeps the uuids of the
 * current window and of the seconds around its start: Plivo lists rows on both sides of a border if it rounds times,
 * and the feed reads a stretch twice if a clock turns out to be wrong.
 */
final class UndeliveredRecords {

    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final DeliveredVersions versions;
    private final boolean rechecks;
    /** Whether it reads a time that the feed has read before. */
    private boolean again;
    private final Map<String, Instant> recent = new HashMap<>();

    /** @param sweep that reads the pages */
    UndeliveredRecords(DeliveredVersions versions, SweepId sweep) {
        this.versions = versions;
        this.rechecks = sweep.kind() == SweepId.Kind.RECHECK;
        this.again = rechecks;
    }

    /** From now on the sweep reads what the feed has read before. */
    void readAgain() {
        again = true;
    }

    /**
     * The records to deliver, each with its reason.
     *
     * @param deliveredBefore uuids that were delivered before the process started
     */
    List<MessageDetailRecord> of(MdrPage page, Set<String> deliveredBefore) throws Exception {
        Set<String> seen = new HashSet<>(deliveredBefore);
        List<MessageDetailRecord> undelivered = new ArrayList<>(page.size());
        for (MessageDetailRecord row : page) {
            if (!recent.containsKey(row.getMessageUuid()) && seen.add(row.getMessageUuid()) && !versions.contains(row)) {
                Set<Change> changes = versions.changes(row);
                undelivered.add(row.withReason(reason(changes), changes == null ? Set.of() : changes));
            }
        }
        return undelivered;
    }

    /** @param changes since the record was delivered, as {@link DeliveredVersions#changes} knows them */
    private Reason reason(@Nullable Set<Change> changes) {
        if (changes == null) {
            return again ? Reason.UNKNOWN : Reason.NEW;
        }
        if (!changes.isEmpty()) {
            return Reason.CHANGED;
        }
        return rechecks ? Reason.LATE : Reason.NEW;
    }

    /** Whether a record may be undelivered because its content has changed. */
    boolean includeChanged() {
        return versions.remembers();
    }

    /** @param unknownTime used for records without a readable time */
    void delivered(MdrPage page, Instant unknownTime) {
        for (MessageDetailRecord row : page) {
            recent.put(row.getMessageUuid(),
                    row.getMessageTime() == null ? unknownTime : row.getMessageTime().toInstant());
        }
    }

    /** The time of a record that was delivered since the process started; {@code null} if it is not known. */
    @Nullable
    Instant timeOf(String uuid) {
        return recent.get(uuid);
    }

    /** Uuids of the current window that were delivered since the process started. */
    Set<String> recent() {
        return recent.keySet();
    }

    /** Forgets uuids before this second, which the feed does not read again. */
    void forgetBefore(Instant cursor) {
        Instant border = cursor.equals(Instant.MAX) ? cursor : cursor.minus(ROUNDING);
        recent.values().removeIf(time -> time.isBefore(border));
    }
}
