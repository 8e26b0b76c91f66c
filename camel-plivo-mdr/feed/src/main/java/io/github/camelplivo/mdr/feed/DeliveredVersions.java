package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

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

    /** The number of versions that are stored in memory. Does not wait. */
    long count();

    /** Whether the record was delivered with the content that it has now. */
    boolean contains(MessageDetailRecord record) throws Exception;

    /**
     * What is new in a record that is not {@linkplain #contains contained}, compared with all its deliveries: empty if
     * there was none, {@code null} if that is not known.
     *
     * @throws Exception as {@link #contains}
     */
    default @Nullable Set<Change> changes(MessageDetailRecord record) throws Exception {
        return null;
    }

    /** The feed continues at a stored position: records before this time may have been delivered by another process. */
    default void continuesAt(Instant time) {
        // needed only to tell records that were not delivered from those that are not known
    }

    /** Stores that the records were delivered. The feed calls it again with the same records if it failed. */
    void add(List<MessageDetailRecord> records) throws Exception;

    /** The feed will not read a record with an earlier {@code message_time} again. */
    void forget(Instant before);
}
