package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Records of which the scan found the uuid and the time, and whose content cannot be read: an attempt fails. */
public final class UnreadableRecords {

    private UnreadableRecords() {
    }

    public static MessageDetailRecord record(String uuid, Instant time) {
        return MessageDetailRecord.scanned(
                "no JSON".getBytes(StandardCharsets.US_ASCII), null, uuid, time.atOffset(ZoneOffset.UTC), List.of());
    }
}
