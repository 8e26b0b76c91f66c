package io.github.camelplivo.mdr.budget;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Chooses the {@link Priority} that receives the next permit. With each permit every class accrues its share as credit.
 * Of the waiting classes whose credit has reached a whole permit the one with the largest pays one and goes first;
 * without such a class the permit is free, and goes to the first class in order.
 * <p>
 * A class that does not wait keeps the credit for one permit and no more: it is served soon when it waits again, but it
 * cannot save up a burst. The credits of all classes together never exceed one permit each, so a class that waits is
 * never more than two permits short of its share.
 */
final class FairShares {

    private static final int PERMIT = 100;

    private final Map<Priority, Integer> credits = new EnumMap<>(Priority.class);

    /** @param waiting the classes that wait for a permit, at least one */
    Priority next(Set<Priority> waiting) {
        Priority first = null;
        Priority owed = null;
        for (Priority priority : Priority.values()) {
            int credit = credit(priority) + priority.percent();
            boolean waits = waiting.contains(priority);
            credits.put(priority, waits ? credit : Math.min(PERMIT, credit));
            if (waits) {
                first = first == null ? priority : first;
                owed = credit >= PERMIT && (owed == null || credit > credit(owed)) ? priority : owed;
            }
        }
        if (owed == null) {
            return Objects.requireNonNull(first, "no class waits");
        }
        credits.put(owed, credit(owed) - PERMIT);
        return owed;
    }

    private int credit(Priority priority) {
        return credits.getOrDefault(priority, PERMIT);
    }
}
