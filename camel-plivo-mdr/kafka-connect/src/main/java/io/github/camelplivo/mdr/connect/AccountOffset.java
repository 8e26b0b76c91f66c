package io.github.camelplivo.mdr.connect;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.feed.Watermarks;
import io.github.camelplivo.mdr.feed.window.PageSource;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The position of an account as a source offset of Connect.
 *
 * @param watermark the position of its feed
 * @param sequence  how many records had been delivered with earlier positions: a version with a higher number was
 *                  stored, but its record may not have been
 * @param replay    set by an operator: everything from there on is to be delivered again; {@code null} for nothing
 */
record AccountOffset(String watermark, long sequence, @Nullable Instant replay) {

    private static final String ACCOUNT = "account";
    private static final String KEY = "key";
    private static final String WATERMARK = "watermark";
    private static final String SEQUENCE = "sequence";
    private static final String REPLAY = "replay";

    /** In this order in each JVM, which {@code Map.of} does not keep: Connect compares partitions as bytes. */
    static Map<String, String> partition(String account, String key) {
        Map<String, String> partition = new LinkedHashMap<>();
        partition.put(ACCOUNT, account);
        partition.put(KEY, key);
        return partition;
    }

    /** @throws ConnectException if an entry is missing, or of another type */
    static AccountOffset of(Map<String, ?> offset) {
        Object watermark = offset.get(WATERMARK);
        Object sequence = offset.get(SEQUENCE);
        Object replay = offset.get(REPLAY);
        if (!(watermark instanceof String line)) {
            throw new ConnectException(
                    "The offset has no 'watermark': copy the offset that the worker returns, and add 'replay' if records are to"
                                       + " be delivered again");
        }
        if (sequence != null && !(sequence instanceof Number)) {
            throw new ConnectException("'sequence' of the offset is '" + sequence + "', allowed is a number");
        }
        return new AccountOffset(line, sequence == null ? 0 : ((Number) sequence).longValue(), instant(replay));
    }

    private static @Nullable Instant instant(@Nullable Object replay) {
        try {
            return replay == null ? null : Instant.parse(replay.toString());
        } catch (DateTimeException e) {
            throw new ConnectException(
                    "'replay' of the offset is '" + replay + "', allowed is a time such as 2026-11-21T00:00:00Z");
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(WATERMARK, watermark);
        offset.put(SEQUENCE, sequence);
        if (replay != null) {
            offset.put(REPLAY, replay.toString());
        }
        return offset;
    }

    /**
     * Checks an offset that an operator sets. No offset at all is allowed, also for an account that the connector no
     * longer has: if it reads the account, it starts again at start.time.
     *
     * @throws ConnectException that names what is wrong
     */
    static void require(ConnectorConfig config, Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (offset == null) {
            return;
        }
        Object account = partition.get(ACCOUNT);
        if (!(account instanceof String id) || !config.accounts().contains(id)) {
            throw new ConnectException(
                    "'account' of the partition is '" + account + "', allowed are the accounts of this connector");
        }
        if (!List.copyOf(partition.keySet()).equals(List.of(ACCOUNT, KEY))) {
            throw new ConnectException(
                    "The partition has the entries " + partition.keySet() + ", allowed are account and key, in this order: a"
                                       + " worker compares partitions as text");
        }
        String key = config.key(id);
        if (!key.equals(partition.get(KEY))) {
            throw new ConnectException("'key' of the partition is '" + partition.get(KEY) + "', allowed is '" + key + "'");
        }
        AccountOffset given = of(offset);
        Instant oldest = Instant.now().minus(PageSource.RETENTION);
        if (given.replay != null && given.replay.isBefore(oldest)) {
            throw new ConnectException(
                    "'replay' of the offset of " + id + " is '" + given.replay + "', allowed is a time after " + oldest
                                       + ": Plivo keeps records for 90 days");
        }
        try {
            Watermarks.require(given.watermark, key, given.replay, "The offset of " + id);
        } catch (IOException e) {
            throw new ConnectException(e.getMessage());
        }
    }
}
