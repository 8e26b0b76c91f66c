package io.github.camelplivo.mdr.connect;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.camelplivo.mdr.model.RecordVersion;
import org.jspecify.annotations.Nullable;

/** The versions that a topic holds, by account. */
final class StoredVersions {

    private record Stored(Instant time, boolean undated, long sequence) {
    }

    private final Map<String, Map<String, Stored>> accounts = new HashMap<>();

    /**
     * @param time     of the record, or of its neighbours if it has no readable one
     * @param undated  whether it has none
     * @param sequence of the record in its account
     */
    void put(String account, String version, Instant time, boolean undated, long sequence) {
        accounts.computeIfAbsent(account, id -> new HashMap<>()).put(version, new Stored(time, undated, sequence));
    }

    void remove(String account, String version) {
        accounts.getOrDefault(account, new HashMap<>()).remove(version);
    }

    int size(String account) {
        return accounts.getOrDefault(account, Map.of()).size();
    }

    /**
     * Those that an account has delivered. A version with a higher number than the position was stored, but its record
     * perhaps was not, so it does not count. Nor does one of a record that is to be delivered again.
     *
     * @param position the stored position, {@code null} if there is none
     */
    TopicVersions delivered(String account, @Nullable AccountOffset position) {
        TopicVersions versions = new TopicVersions();
        long last = position == null ? -1 : position.sequence();
        Instant replay = position == null || position.replay() == null ? Instant.MAX : position.replay();
        accounts.getOrDefault(account, Map.of()).forEach((version, stored) -> {
            if (stored.sequence > last || !stored.time.isBefore(replay)) {
                versions.disown(version);
            } else {
                versions.load(stored.time, stored.undated, RecordVersion.parse(version));
            }
        });
        return versions;
    }
}
