package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.PriorityQueue;

/** What is to happen at which time: done late, when somebody looks, but in its order and for its own time. */
final class Agenda {

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long planned;

    private record Item(Instant at, long order, Runnable what) implements Comparable<Item> {

        @Override
        public int compareTo(Item other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    void plan(Instant at, Runnable what) {
        items.add(new Item(at, planned++, what));
    }

    /** Does everything that is due, and what is planned meanwhile and due as well. */
    void advance(Instant now) {
        while (!items.isEmpty() && !items.peek().at.isAfter(now)) {
            items.poll().what.run();
        }
    }
}
