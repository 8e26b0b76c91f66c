package io.github.camelplivo.mdr.feed;

import java.util.function.Consumer;

import io.github.camelplivo.mdr.model.ContentHash;

/**
 * Hashes of 128 bits in one array, two numbers each: 21 to 32 bytes a hash from the fifth on, also right after the
 * array has grown.
 */
final class VersionSet {

    private static final int FIRST_ROOM = 4;

    /** Pairs of which the second number is not 0; a hash is at or after the place that its first number decides. */
    private long[] pairs = new long[2 * FIRST_ROOM];
    private int size;

    boolean contains(ContentHash hash) {
        return pairs[place(hash.high(), low(hash)) + 1] != 0;
    }

    /** Whether a hash with this first number is in the set. */
    boolean containsFirst(long high) {
        int place = firstPlace(high);
        while (pairs[place + 1] != 0 && pairs[place] != high) {
            place = next(place);
        }
        return pairs[place + 1] != 0;
    }

    /** @return whether it was not in the set */
    boolean add(ContentHash hash) {
        if (contains(hash)) {
            return false;
        }
        // a quarter stays free, so that searches are short
        if (4 * (size + 1) > 3 * room()) {
            grow();
        }
        put(hash.high(), low(hash));
        size++;
        return true;
    }

    void forEach(Consumer<ContentHash> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != 0) {
                action.accept(new ContentHash(pairs[i], pairs[i + 1]));
            }
        }
    }

    int size() {
        return size;
    }

    /** The memory that the hashes take, without the few bytes of this object. */
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

    private static long low(ContentHash hash) {
        return hash.low() == 0 ? 1 : hash.low();
    }
}
