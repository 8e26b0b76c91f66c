package io.github.camelplivo.mdr.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is new in a record that a feed delivers again because it has changed. */
public enum Change {
    /** The state: {@code message_state}, {@code error_code} or {@code error_message}. */
    STATE,
    /** The price: an amount, a rate, a fee or {@code units}. */
    PRICE,
    /** Neither: another field has changed, or the feed has delivered this state and this price before. */
    OTHER;

    /** The changes of a record with a new state, a new price, both or neither. */
    public static Set<Change> of(boolean state, boolean price) {
        EnumSet<Change> changes = EnumSet.noneOf(Change.class);
        if (state) {
            changes.add(STATE);
        }
        if (price) {
            changes.add(PRICE);
        }
        if (changes.isEmpty()) {
            changes.add(OTHER);
        }
        return Collections.unmodifiableSet(changes);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
