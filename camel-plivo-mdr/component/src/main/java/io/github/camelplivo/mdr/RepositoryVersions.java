package io.github.camelplivo.mdr;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.Sha256;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Delivered versions in a user's repository, which several feeds may share. The repository decides which versions it
 * forgets, and when. It knows keys only, so the versions are also in memory, where they tell what is new in a record.
 * <p>
 * A key is {@code feed:uuid:fingerprint}, at most 100 characters, the limit of {@code
 * JdbcMessageIdRepository}: 8 characters for the feed, 64 for the uuid, and 26 for the fingerprint. Keys differ in more
 * than case, which some databases ignore.
 */
final class RepositoryVersions implements DeliveredVersions {

    private static final String ADVICE
            = ". Check that the storage of the repository exists, is writable and has room";
    private static final int RADIX = 32;
    private static final int FEED_BYTES = 5;
    private static final int UUID_LENGTH = 64;

    private final IdempotentRepository repository;
    private final DeliveredVersions memory;
    private final String feed;

    /**
     * @param feed   the name of the feed, its watermark key
     * @param memory remembers the same versions, or none
     */
    RepositoryVersions(IdempotentRepository repository, String feed, DeliveredVersions memory) {
        this.repository = repository;
        this.memory = memory;
        String hash = new BigInteger(1, Arrays.copyOf(Sha256.of(feed), FEED_BYTES)).toString(RADIX);
        this.feed = "0".repeat(FEED_BYTES * Byte.SIZE / 5 - hash.length()) + hash;
    }

    @Override
    public boolean contains(MessageDetailRecord record) throws IOException {
        try {
            return repository.contains(key(record));
        } catch (RuntimeException e) {
            throw new IOException(this + " cannot be read: " + Causes.text(e) + ADVICE, e);
        }
    }

    @Override
    public @Nullable Set<Change> changes(MessageDetailRecord record) throws Exception {
        // the repository may have forgotten a version that is in memory
        return memory.contains(record) ? null : memory.changes(record);
    }

    @Override
    public void continuesAt(Instant time) {
        memory.continuesAt(time);
    }

    @Override
    public long count() {
        return memory.count();
    }

    @Override
    public void add(List<MessageDetailRecord> records) throws Exception {
        try {
            remember(records);
        } catch (RuntimeException e) {
            throw new IOException(this + " cannot be written: " + Causes.text(e) + ADVICE, e);
        }
        memory.add(records);
    }

    private void remember(List<MessageDetailRecord> records) {
        for (MessageDetailRecord record : records) {
            String key = key(record);
            repository.add(key);
            repository.confirm(key);
        }
    }

    String key(MessageDetailRecord record) {
        String uuid = String.valueOf(record.getMessageUuid());
        // no uuid of Plivo is this long
        String name = uuid.length() <= UUID_LENGTH ? uuid : HexFormat.of().formatHex(Sha256.of(uuid));
        return feed + ":" + name + ":" + new BigInteger(record.fingerprint(), 16).toString(RADIX);
    }

    @Override
    public void forget(Instant before) {
        memory.forget(before);
    }

    @Override
    public String toString() {
        return "idempotentRepository " + repository.getClass().getSimpleName();
    }
}
