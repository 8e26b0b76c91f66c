package io.github.camelplivo.mdr.budget;

/**
 * The classes of requests that share the budget of an account, each with a guaranteed share. The permits that a class
 * does not use go to the others, in this order.
 */
public enum Priority {

    /** A caller waits for the response: the producer's {@code get} and {@code list}. */
    PRODUCER(30),
    /** The newest records. */
    LIVE(30),
    /** Records that were delivered before, read again for changes. */
    RECHECK(20),
    /** History: the backfill, and {@code listAll}. */
    BACKFILL(20);

    private final int percent;

    Priority(int percent) {
        this.percent = percent;
    }

    /** Minimum number of every 100 permits that the class receives while it waits for permits. */
    int percent() {
        return percent;
    }
}
