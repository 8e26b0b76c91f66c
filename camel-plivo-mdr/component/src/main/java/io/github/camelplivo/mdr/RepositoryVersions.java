package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.spi.IdempotentRepository;

/** Delivered versions in a repository of the user's. What it forgets, and when, is its own affair. */
record RepositoryVersions(IdempotentRepository repository) implements DeliveredVersions {

    @Override
    public boolean contains(MessageDetailRecord record) {
        return repository.contains(DeliveredVersions.key(record));
    }

    @Override
    public void add(List<MessageDetailRecord> records) {
        for (MessageDetailRecord record : records) {
            String key = DeliveredVersions.key(record);
            repository.add(key);
            repository.confirm(key);
        }
    }

    @Override
    public void forget(Instant before) {
        // it knows keys only
    }

    @Override
    public String toString() {
        return "idempotentRepository " + repository.getClass().getSimpleName();
    }
}
