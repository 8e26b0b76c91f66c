package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.PriorityQueue;

/** Planned changes, each with its time. They run when somebody calls {@link #advance}, in the order of their times. */
final class Agenda {

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long planned;

    private record Item(Instant at, long order, Runnable action) implements Comparable<Item> {

        @Override
        public int compareTo(Item other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    void plan(Instant at, Runnable action) {
        items.add(new Item(at, planned++, action));
    }

    /** Runs everything that is due, including due items that are planned while it runs. */
    void advance(Instant now) {
        while (!items.isEmpty() && !items.peek().at.isAfter(now)) {
            items.poll().action.run();
        }
    }
}
