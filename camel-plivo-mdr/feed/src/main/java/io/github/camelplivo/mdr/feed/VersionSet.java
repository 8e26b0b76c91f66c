package io.github.camelplivo.mdr.feed;

import java.util.Set;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.RecordVersion;

/**
 * Versions in one array, two numbers each: 21 to 32 bytes a version from the fifth on, also right after the array has
 * grown.
 */
final class VersionSet {

    private static final int FIRST_ROOM = 4;

    /** Pairs of which the second number is not 0; a version is at or after the place that its record decides. */
    private long[] pairs = new long[2 * FIRST_ROOM];
    private int size;

    boolean contains(RecordVersion version) {
        return pairs[place(version.high(), version.low()) + 1] != 0;
    }

    /** What is new in a version that is not in the set, compared with all of its record; empty if there are none. */
    Set<Change> changes(RecordVersion version) {
        boolean delivered = false;
        boolean newState = true;
        boolean newPrice = true;
        for (int place = firstPlace(version.high()); pairs[place + 1] != 0; place = next(place)) {
            RecordVersion other = new RecordVersion(pairs[place], pairs[place + 1]);
            if (other.isOfSameRecord(version)) {
                delivered = true;
                newState &= !other.hasSameState(version);
                newPrice &= !other.hasSamePrice(version);
            }
        }
        return delivered ? Change.of(newState, newPrice) : Set.of();
    }

    /** @return whether it was not in the set */
    boolean add(RecordVersion version) {
        if (contains(version)) {
            return false;
        }
        // a quarter stays free, so that searches are short
        if (4 * (size + 1) > 3 * room()) {
            grow();
        }
        put(version.high(), version.low());
        size++;
        return true;
    }

    void forEach(Consumer<RecordVersion> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != 0) {
                action.accept(new RecordVersion(pairs[i], pairs[i + 1]));
            }
        }
    }

    int size() {
        return size;
    }

    /** The memory that the versions take, without the few bytes of this object. */
    long bytes() {
        return (long) Long.BYTES * pairs.length;
    }

    private int room() {
        return pairs.length / 2;
    }

    private void grow() {
        long[] old = pairs;
        pairs = new long[2 * (room() + room() / 2)];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(old[i], old[i + 1]);
            }
        }
    }

    private void put(long high, long low) {
        int place = place(high, low);
        pairs[place] = high;
        pairs[place + 1] = low;
    }

    /** Where the pair is, or else the free place for it. */
    private int place(long high, long low) {
        int place = firstPlace(high);
        while (pairs[place + 1] != 0 && (pairs[place] != high || pairs[place + 1] != low)) {
            place = next(place);
        }
        return place;
    }

    private int firstPlace(long high) {
        return 2 * (int) ((high >>> Integer.SIZE) * room() >>> Integer.SIZE);
    }

    private int next(int place) {
        return place + 2 == pairs.length ? 0 : place + 2;
    }
}
