package io.github.camelplivo.mdr.judge;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** Remembers every version permanently, across restarts, like a database that is never cleaned. */
final class DurableVersions implements DeliveredVersions {

    private final Set<String> known = new HashSet<>();

    @Override
    public long count() {
        return known.size();
    }

    @Override
    public boolean contains(MessageDetailRecord record) {
        return known.contains(Message.version(record));
    }

    @Override
    public void add(List<MessageDetailRecord> records) {
        records.forEach(record -> known.add(Message.version(record)));
    }

    @Override
    public void forget(Instant before) {
        // it has room
    }
}
