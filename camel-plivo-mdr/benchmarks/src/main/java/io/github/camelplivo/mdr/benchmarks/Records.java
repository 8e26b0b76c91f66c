package io.github.camelplivo.mdr.benchmarks;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The delivered records: their number, the number of different ones, and the sum of their random uuids. A lost record
 * and a duplicate of another one would not change the number, but they change the sum.
 */
final class Records {

    /** The totals. */
    record Sum(long records, long distinct, String sum) {
    }

    private final Set<UUID> seen;
    private long records;
    private long high;
    private long low;

    /** @param flat whether to keep nothing about a record; then the different ones are not counted */
    Records(boolean flat) {
        seen = flat ? null : new HashSet<>();
    }

    synchronized void add(String uuid) {
        UUID bits = UUID.fromString(uuid);
        records++;
        high += bits.getMostSignificantBits();
        low += bits.getLeastSignificantBits();
        if (seen != null) {
            seen.add(bits);
        }
    }

    synchronized long count() {
        return records;
    }

    synchronized Sum sum() {
        return new Sum(records, seen == null ? -1 : seen.size(), Long.toHexString(high) + " " + Long.toHexString(low));
    }
}
