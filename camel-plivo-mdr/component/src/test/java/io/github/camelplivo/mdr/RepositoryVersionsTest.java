package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The keys of versions in a user's repository. */
class RepositoryVersionsTest {

    private static final String UUID = "5b40a428-bfc7-4daf-9d06-726c558bf3b8";

    @Test
    void aKeyNamesFeedUuidAndFingerprint() {
        assertThat(key("MA0001", UUID, "sent")).matches("[0-9a-v]{8}:" + UUID + ":[0-9a-v]{1,26}");
        assertThat(key("MA0001", UUID, "sent")).isEqualTo(key("MA0001", UUID, "sent"))
                .isNotEqualTo(key("MA0002", UUID, "sent")).isNotEqualTo(key("MA0001", UUID, "delivered"))
                .isNotEqualTo(key("MA0001", UUID.replace('5', '6'), "sent"));
    }

    /** The column of JdbcMessageIdRepository. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 36, 64, 65, 5000 })
    void aKeyHasAtMost100Characters(int length) {
        assertThat(key("a-key-of-the-user-that-is-rather-long".repeat(9), "u".repeat(length), "sent"))
                .hasSizeLessThanOrEqualTo(100);
    }

    /** A repository may have keys of other feeds, and drops keys when it likes. */
    @Test
    void countsTheVersionsInMemory() throws Exception {
        RepositoryVersions versions = new RepositoryVersions(
                MemoryIdempotentRepository.memoryIdempotentRepository(), "MA0001", new MemoryVersions());
        versions.add(List.of(MessageDetailRecord.parse("{\"message_uuid\":\"a\"}")));

        assertThat(versions.count()).isEqualTo(1);
        versions.forget(Instant.MAX);
        assertThat(versions.count()).isEqualTo(0);
    }

    /** Otherwise a record that did not change would be delivered as changed. */
    @Test
    void aVersionThatTheRepositoryForgotIsNoChange() throws Exception {
        IdempotentRepository repository = MemoryIdempotentRepository.memoryIdempotentRepository();
        RepositoryVersions versions = new RepositoryVersions(repository, "MA0001", new MemoryVersions());
        MessageDetailRecord sent = MessageDetailRecord.parse("{\"message_uuid\":\"a\",\"message_state\":\"sent\"}");
        MessageDetailRecord failed = MessageDetailRecord.parse("{\"message_uuid\":\"a\",\"message_state\":\"failed\"}");
        versions.add(List.of(sent));
        repository.clear();

        assertThat(versions.contains(sent)).isFalse();
        assertThat(versions.changes(sent)).isNull();
        assertThat(versions.changes(failed)).containsExactly(Change.STATE);
    }

    private static String key(String feed, String uuid, String state) {
        return new RepositoryVersions(MemoryIdempotentRepository.memoryIdempotentRepository(), feed, DeliveredVersions.none())
                .key(
                        MessageDetailRecord.parse("{\"message_uuid\":\"" + uuid + "\",\"message_state\":\"" + state + "\"}"));
    }
}
