package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** A message of the virtual account: when Plivo lists it, and in which state. */
final class Message {

    private static final DateTimeFormatter PLIVO
            = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private record Version(Instant from, MessageDetailRecord record) {
    }

    final String uuid;
    final Instant time;
    private final List<Version> versions = new ArrayList<>();
    private Instant listedFrom;
    private Instant leftAt = Instant.MAX;
    private Instant sortKey;

    Message(String uuid, Instant time) {
        this.uuid = uuid;
        this.time = time;
        this.listedFrom = time;
        this.sortKey = time;
        changesAt(Instant.MIN, "sent");
    }

    /** The delay between the time of the message and its listing. */
    Message late(Duration lateness) {
        listedFrom = time.plus(lateness);
        return this;
    }

    Message leavesAt(Instant when) {
        leftAt = when;
        return this;
    }

    /** It is listed where a message of this time would be. */
    Message sortedAs(Instant key) {
        sortKey = key;
        return this;
    }

    Message changesAt(Instant when, String state) {
        MessageDetailRecord record = MessageDetailRecord.parse("{\"message_uuid\":\"" + uuid + "\",\"message_time\":\""
                                                               + PLIVO.format(time) + "\",\"message_state\":\"" + state
                                                               + "\",\"units\":1}");
        versions.add(new Version(when, record));
        return this;
    }

    Instant sortKey() {
        return sortKey;
    }

    Instant listedFrom() {
        return listedFrom;
    }

    boolean isListed(Instant when) {
        return !when.isBefore(listedFrom) && when.isBefore(leftAt);
    }

    boolean staysListed() {
        return leftAt.equals(Instant.MAX);
    }

    MessageDetailRecord record(Instant when) {
        MessageDetailRecord current = versions.get(0).record();
        for (Version version : versions) {
            if (!version.from().isAfter(when)) {
                current = version.record();
            }
        }
        return current;
    }

    /** Uuid and state, such as {@code m-17:sent}. */
    String version(Instant when) {
        return version(record(when));
    }

    static String version(MessageDetailRecord record) {
        return record.getMessageUuid() + ":" + record.text("message_state");
    }

    @Override
    public String toString() {
        return uuid + "@" + time;
    }
}
