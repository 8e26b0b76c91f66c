package io.github.camelplivo.mdr.benchmarks;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What was handed out: how many records, how many different ones, and their random uuids added up. A record too few and
 * another one twice would not show in the number, but in the sum.
 */
final class Records {

    /** The sum in words. */
    record Sum(long records, long distinct, String sum) {
    }

    private final Set<UUID> seen;
    private long records;
    private long high;
    private long low;

    /** @param flat whether nothing may be kept of a record; then the different ones are not counted */
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
