package io.github.camelplivo.mdr.support;

import java.util.UUID;

/**
 * A set of records in 24 bytes: their number, and the sum of their random uuids. A lost record and a duplicate of
 * another one would not change the number, but they change the sum.
 */
public final class RecordSum {

    private long count;
    private long high;
    private long low;

    public void add(String uuid) {
        UUID bits = UUID.fromString(uuid);
        count++;
        high += bits.getMostSignificantBits();
        low += bits.getLeastSignificantBits();
    }

    public long count() {
        return count;
    }

    @Override
    public String toString() {
        return count + " records " + Long.toHexString(high) + " " + Long.toHexString(low);
    }
}
