package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/**
 * How long the next window should be, so that it has about ten pages: follows the density seen, growing at most
 * fourfold.
 */
record WindowLength(Duration length) {

    /** Ten pages that share their seams. */
    private static final int ROWS = 10 * (PageSource.PAGE_SIZE - 1) + 1;
    private static final int GROWTH = 4;
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(90);

    static final WindowLength INITIAL = new WindowLength(Duration.ofMinutes(1));

    /**
     * After so many rows in so much time. A window that was kept short for another reason (a cut, the edge of the
     * present) tells nothing, unless even so it had too many.
     */
    WindowLength after(Duration read, int rows) {
        if (read.compareTo(length) < 0 && rows <= ROWS) {
            return this;
        }
        Duration most = length.multipliedBy(GROWTH);
        Duration next = rows == 0 ? most : read.multipliedBy(ROWS).dividedBy(rows);
        return new WindowLength(limit(next.compareTo(most) < 0 ? next : most));
    }

    /** After a window that had too many pages and did not tell in how much time. */
    WindowLength shorter() {
        return new WindowLength(limit(length.dividedBy(GROWTH)));
    }

    private static Duration limit(Duration wanted) {
        Duration seconds = Duration.ofSeconds(wanted.toSeconds());
        if (seconds.compareTo(MIN) < 0) {
            return MIN;
        }
        return seconds.compareTo(MAX) > 0 ? MAX : seconds;
    }
}
