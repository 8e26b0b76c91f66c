package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/**
 * How long the next window should be, so that it has about so many pages: follows the density seen, growing at most
 * fourfold. Long windows waste few requests, because only their last page is not full; short ones are sooner read ahead
 * and fit into memory.
 */
record WindowLength(Duration length, int pages) {

    private static final int MOST_PAGES = 80;
    private static final int FEWEST_PAGES = 30;
    /** Of all windows together, if so many windows are read at the same time that each can have the fewest only. */
    private static final int ALL_PAGES = 16 * FEWEST_PAGES;
    private static final int GROWTH = 4;
    private static final int FAR_TOO_MANY = 2;
    private static final Duration MIN = Duration.ofSeconds(1);

    /** @param windows how many are read at the same time */
    static WindowLength initial(int windows) {
        return new WindowLength(Duration.ofMinutes(1), Math.max(FEWEST_PAGES, Math.min(MOST_PAGES, ALL_PAGES / windows)));
    }

    /** Pages share a row. A few less, so that rows that come evenly do not just begin another page. */
    private int wanted() {
        return pages * (PageSource.PAGE_SIZE - 1) - 5;
    }

    /**
     * After so many rows in so much time. A window that was cut short by the present tells nothing, unless it had too
     * many.
     */
    WindowLength after(Duration read, int rows) {
        if (read.compareTo(length) < 0 && rows <= wanted()) {
            return this;
        }
        Duration most = length.multipliedBy(GROWTH);
        Duration next = rows == 0 ? most : read.multipliedBy(wanted()).dividedBy(rows);
        return with(next.compareTo(most) < 0 ? next : most);
    }

    /**
     * For a window in whose newest part so many rows were found: shorter if they let expect far too many, else as it
     * is.
     */
    WindowLength afterBegin(Duration window, Duration part, int rows) {
        long seconds = Math.max(1, part.toSeconds());
        long expected = rows * window.toSeconds() / seconds;
        return expected > FAR_TOO_MANY * wanted() ? with(window.multipliedBy(wanted()).dividedBy(expected)) : this;
    }

    private WindowLength with(Duration other) {
        Duration seconds = Duration.ofSeconds(other.toSeconds());
        if (seconds.compareTo(MIN) < 0) {
            return new WindowLength(MIN, pages);
        }
        return new WindowLength(seconds.compareTo(FeedSettings.RETENTION) > 0 ? FeedSettings.RETENTION : seconds, pages);
    }
}
