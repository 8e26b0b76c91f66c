package io.github.camelplivo.mdr.campaign;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** A store of delivered versions that sometimes fails, and during whose writes the process may end. */
record FailingVersions(DeliveredVersions versions, FaultInjector faults) implements DeliveredVersions {

    static FailingVersions memory(FaultInjector faults) {
        return new FailingVersions(new MemoryVersions(), faults);
    }

    static FailingVersions durable(FaultInjector faults) {
        return new FailingVersions(new Repository(new HashSet<>()), faults);
    }

    @Override
    public long count() {
        return versions.count();
    }

    @Override
    public boolean contains(MessageDetailRecord record) throws Exception {
        return versions.contains(record);
    }

    @Override
    public void add(List<MessageDetailRecord> records) throws Exception {
        faults.write();
        // as repositories do it, which know no pages
        for (MessageDetailRecord record : records) {
            versions.add(List.of(record));
        }
        faults.write();
    }

    @Override
    public void forget(Instant before) {
        versions.forget(before);
    }

    /** Forgets nothing. */
    private record Repository(Set<String> keys) implements DeliveredVersions {

        @Override
        public long count() {
            return keys.size();
        }

        @Override
        public boolean contains(MessageDetailRecord record) {
            return keys.contains(key(record));
        }

        @Override
        public void add(List<MessageDetailRecord> records) {
            records.forEach(record -> keys.add(key(record)));
        }

        private static String key(MessageDetailRecord record) {
            return record.getMessageUuid() + " " + record.fingerprint();
        }

        @Override
        public void forget(Instant before) {
            // nothing
        }
    }
}
