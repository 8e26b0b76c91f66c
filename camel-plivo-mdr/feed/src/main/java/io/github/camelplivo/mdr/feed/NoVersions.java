package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** Remembers nothing, and reads no content. */
enum NoVersions implements DeliveredVersions {

    NONE;

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public long count() {
        return 0;
    }

    @Override
    public boolean contains(MessageDetailRecord record) {
        return false;
    }

    @Override
    public void add(List<MessageDetailRecord> records) {
        // never asked for
    }

    @Override
    public void forget(Instant before) {
        // nothing is remembered
    }
}
