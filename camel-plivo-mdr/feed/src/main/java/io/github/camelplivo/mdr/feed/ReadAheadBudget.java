package io.github.camelplivo.mdr.feed;

/**
 * The bytes of responses that all sweeps of a feed may hold ahead of their delivery. Safe for use by several threads.
 */
final class ReadAheadBudget {

    private final long bytes;
    private long taken;

    ReadAheadBudget(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    /** @return whether the wanted bytes were left; otherwise it takes none */
    synchronized boolean take(long wanted) {
        boolean left = taken + wanted <= bytes;
        taken += left ? wanted : 0;
        return left;
    }

    synchronized void give(long back) {
        taken -= back;
    }
}
