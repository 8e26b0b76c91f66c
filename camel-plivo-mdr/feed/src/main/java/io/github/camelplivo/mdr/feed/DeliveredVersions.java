package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Stores which versions of records the feed has delivered. It delivers a forgotten version again, and never delivers a
 * version that is stored by mistake.
 */
public interface DeliveredVersions {

    /** Names one version of one record: {@code uuid:fingerprint}. */
    static String key(MessageDetailRecord record) {
        return record.getMessageUuid() + ":" + record.fingerprint();
    }

    /** Remembers nothing, for a feed that reads no record again: the content of records does not matter. */
    static DeliveredVersions none() {
        return NoVersions.NONE;
    }

    /** Whether the feed can learn here that a record has changed since its delivery. */
    default boolean remembers() {
        return true;
    }

    /** The number of stored versions; empty if it is not known. Does not wait. */
    default OptionalLong count() {
        return OptionalLong.empty();
    }

    /** Whether the record was delivered with the content that it has now. */
    boolean contains(MessageDetailRecord record) throws Exception;

    /** Stores that the records were delivered. The feed calls it again with the same records if it failed. */
    void add(List<MessageDetailRecord> records) throws Exception;

    /** The feed will not read a record with an earlier {@code message_time} again. */
    void forget(Instant before);
}
