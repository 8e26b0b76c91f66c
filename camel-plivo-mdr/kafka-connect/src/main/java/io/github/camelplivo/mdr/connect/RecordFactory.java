package io.github.camelplivo.mdr.connect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.window.MalformedRow;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of an account: each carries the position of its feed after it. */
final class RecordFactory {

    static final String ACCOUNT = "account";
    static final String SWEEP = "sweep";
    static final String REASON = "reason";
    static final String VERSION = "version";
    static final String SEQUENCE = "sequence";
    static final String TIME = "time";
    static final String UNDATED = "undated";
    static final String PROBLEM = "problem";
    static final String SECOND = "second";

    private final ConnectorConfig config;
    private final String account;
    private final @Nullable Integer versionsPartition;
    private final Map<String, String> partition;

    /** @param versionsPartition of the versions' topic, {@code null} if versions are not stored */
    RecordFactory(ConnectorConfig config, String account, @Nullable Integer versionsPartition) {
        this.config = config;
        this.account = account;
        this.versionsPartition = versionsPartition;
        this.partition = AccountOffset.partition(account, config.key(account));
    }

    /**
     * The records of a page and, behind each, that of its version.
     *
     * @param watermarks after each record
     * @param sequence   of the last record before the page
     */
    List<SourceRecord> page(FeedPage page, List<String> watermarks, long sequence) {
        MalformedRow malformed = page.malformed();
        if (malformed != null) {
            return List.of(malformed(page, malformed, new AccountOffset(watermarks.get(0), sequence + 1, null)));
        }
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < watermarks.size(); i++) {
            MessageDetailRecord record = page.page().get(i);
            AccountOffset offset = new AccountOffset(watermarks.get(i), sequence + i + 1, null);
            records.add(record(record, page, offset));
            if (versionsPartition != null) {
                records.add(version(record, page, offset));
            }
        }
        return records;
    }

    private SourceRecord record(MessageDetailRecord record, FeedPage page, AccountOffset offset) {
        Headers headers = headers().addString(SWEEP, page.sweep().toString())
                .addString(REASON, String.valueOf(record.getReason())).addString(VERSION, record.fingerprint());
        boolean struct = config.isStruct();
        // without a timestamp: by message_time, a topic's retention would delete old records at once
        return new SourceRecord(
                partition, offset.toMap(), config.topic(), null, Schema.STRING_SCHEMA, record.getMessageUuid(),
                struct ? RecordSchema.SCHEMA : Schema.STRING_SCHEMA,
                struct ? RecordSchema.of(account, record) : RecordSchema.text(record), null, headers);
    }

    /** Its headers hold everything, because those who read them do not know the converter of the value. */
    private SourceRecord version(MessageDetailRecord record, FeedPage page, AccountOffset offset) {
        OffsetDateTime own = record.getMessageTime();
        Instant time = own == null ? page.window().from() : own.toInstant();
        Headers headers = headers().addString(VERSION, record.version().toString())
                .addString(SEQUENCE, String.valueOf(offset.sequence())).addString(TIME, time.toString())
                .addString(UNDATED, String.valueOf(own == null));
        return versionRecord(record.version().toString(), time.toString(), headers, offset);
    }

    private SourceRecord versionRecord(String version, @Nullable String value, Headers headers, AccountOffset offset) {
        return new SourceRecord(
                partition, offset.toMap(), Objects.requireNonNull(config.versionsTopic()), versionsPartition,
                Schema.STRING_SCHEMA, account + ":" + version, value == null ? null : Schema.STRING_SCHEMA, value, null,
                headers);
    }

    /** Removes versions from their topic. */
    List<SourceRecord> forgotten(List<String> versions, AccountOffset offset) {
        return versions.stream()
                .map(version -> versionRecord(version, null, headers().addString(VERSION, version), offset)).toList();
    }

    /** Carries only a position. */
    SourceRecord heartbeat(AccountOffset offset, Instant now) {
        return new SourceRecord(
                partition, offset.toMap(), config.heartbeatTopic(), null, Schema.STRING_SCHEMA, account, Schema.STRING_SCHEMA,
                now.toString(), null, headers());
    }

    private SourceRecord malformed(FeedPage page, MalformedRow row, AccountOffset offset) {
        Headers headers = headers().addString(SWEEP, page.sweep().toString())
                .addString(SECOND, row.second().from().toString()).addString(PROBLEM, row.error().getProblem());
        return new SourceRecord(
                partition, offset.toMap(), Objects.requireNonNull(config.malformedTopic()), null, Schema.STRING_SCHEMA, account,
                Schema.STRING_SCHEMA, new String(row.error().getBody(), StandardCharsets.UTF_8), null, headers);
    }

    private Headers headers() {
        return new ConnectHeaders().addString(ACCOUNT, account);
    }
}
