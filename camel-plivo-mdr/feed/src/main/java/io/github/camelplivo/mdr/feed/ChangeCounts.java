package io.github.camelplivo.mdr.feed;

import java.util.Set;

import io.github.camelplivo.mdr.model.Change;

/**
 * Records delivered again with other content, and how many of them have what is new. A record with a new state and a
 * new price is in both counts.
 */
public record ChangeCounts(long records, long state, long price, long other) {

    public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0);

    /** Adds a record. */
    ChangeCounts plus(Set<Change> changes) {
        return changes.isEmpty()
                ? this : new ChangeCounts(
                        records + 1, state + count(changes, Change.STATE), price + count(changes, Change.PRICE),
                        other + count(changes, Change.OTHER));
    }

    private static int count(Set<Change> changes, Change change) {
        return changes.contains(change) ? 1 : 0;
    }
}
