package io.github.camelplivo.mdr.budget;

/** Who goes first where requests of an account wait for their turns; first come, first served among equals. */
public enum Priority {

    /** Somebody waits for the answer: the producer's {@code get} and {@code list}. */
    PRODUCER,
    /** The newest records. */
    LIVE,
    /** Records that were delivered before, read again for changes. */
    RECHECK,
    /** History: the feed's past, and {@code listAll}. */
    BACKFILL
}
