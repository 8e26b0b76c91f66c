package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Remembers which versions of which records were delivered. A version that was forgotten comes again; one that is
 * remembered by mistake never comes.
 */
public interface DeliveredVersions {

    /** Names one version of one record: {@code uuid:fingerprint}. */
    static String key(MessageDetailRecord record) {
        return record.getMessageUuid() + ":" + record.fingerprint();
    }

    /** Whether the record was delivered with the content that it has now. */
    boolean contains(MessageDetailRecord record) throws Exception;

    /** The records were delivered. Called again with the same ones if it failed. */
    void add(List<MessageDetailRecord> records) throws Exception;

    /** No record of a {@code message_time} before this will be read again. */
    void forget(Instant before);
}
