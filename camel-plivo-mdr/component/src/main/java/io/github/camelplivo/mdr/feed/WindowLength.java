package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/**
 * How long the next window should be, so that it has about {@link #PAGES} pages: follows the density seen, growing at
 * most fourfold. Long windows waste few requests, because only their last page is not full; short ones are sooner read
 * ahead and fit into memory.
 */
record WindowLength(Duration length) {

    static final int PAGES = 30;
    static final WindowLength INITIAL = new WindowLength(Duration.ofMinutes(1));

    /** Pages share a row. A few less, so that rows that come evenly do not just begin another page. */
    private static final int ROWS = PAGES * (PageSource.PAGE_SIZE - 1) - 5;
    private static final int GROWTH = 4;
    private static final int FAR_TOO_MANY = 4 * ROWS;
    private static final Duration MIN = Duration.ofSeconds(1);

    /**
     * After so many rows in so much time. A window that was cut short by the present tells nothing, unless it had too
     * many.
     */
    WindowLength after(Duration read, int rows) {
        if (read.compareTo(length) < 0 && rows <= ROWS) {
            return this;
        }
        Duration most = length.multipliedBy(GROWTH);
        Duration next = rows == 0 ? most : read.multipliedBy(ROWS).dividedBy(rows);
        return new WindowLength(limit(next.compareTo(most) < 0 ? next : most));
    }

    /**
     * For a window in whose newest part so many rows were found: shorter if they let expect far too many, else as it
     * is.
     */
    WindowLength afterBegin(Duration window, Duration part, int rows) {
        long seconds = Math.max(1, part.toSeconds());
        long expected = rows * window.toSeconds() / seconds;
        return expected > FAR_TOO_MANY ? new WindowLength(limit(window.multipliedBy(ROWS).dividedBy(expected))) : this;
    }

    private static Duration limit(Duration wanted) {
        Duration seconds = Duration.ofSeconds(wanted.toSeconds());
        if (seconds.compareTo(MIN) < 0) {
            return MIN;
        }
        return seconds.compareTo(FeedSettings.RETENTION) > 0 ? FeedSettings.RETENTION : seconds;
    }
}
