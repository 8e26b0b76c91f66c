package io.github.camelplivo.mdr.feed;

import java.time.Duration;

import io.github.camelplivo.mdr.feed.window.PageSource;

/**
 * The length of the next window, so that it has the wanted number of pages: it follows the measured density, and grows
 * at most fourfold after few rows. Long windows waste few requests, because only their last page is not full; short
 * ones are read ahead sooner and fit into memory.
 */
record WindowLength(Duration length, int pages, Duration longest) {

    private static final int MOST_PAGES = 80;
    /** Of all windows together: with longer windows, a backlog would have fewer of them to read at the same time. */
    private static final int MOST_PAGES_OF_ALL = 480;
    private static final int FEWEST_PAGES = 20;
    private static final double MARGIN = 1.1;
    /** Number of rows in a window that determines the density, and shows that there is much to read. */
    static final int MANY_ROWS = 2 * PageSource.PAGE_SIZE;
    private static final int GROWTH = 4;
    /** The spread of 20 rows that arrive at random is far smaller. */
    private static final int FAR_TOO_MANY = 4;
    private static final int SHARES = 4;

    /** @param longest the longest range that Plivo accepts */
    static WindowLength initial(Duration longest) {
        return new WindowLength(Duration.ofMinutes(1), FEWEST_PAGES, longest);
    }

    /** The same for windows of as many pages as fit into memory: more pages waste fewer requests. */
    WindowLength withRoomFor(double pagesOfAllWindows, int windows) {
        int fitting = (int) (Math.min(pagesOfAllWindows / MARGIN, MOST_PAGES_OF_ALL) / windows);
        return new WindowLength(length, Math.max(FEWEST_PAGES, Math.min(MOST_PAGES, fitting)), longest);
    }

    /** Pages share a row. A few less, so that evenly spaced rows do not spill over to another page. */
    private int wanted() {
        return pages * (PageSource.PAGE_SIZE - 1) - 5;
    }

    /**
     * The next length after this number of rows in this time. A window that the present cut short does not count,
     * unless it had too many rows.
     */
    WindowLength after(Duration read, int rows) {
        if (read.compareTo(length) < 0 && rows <= wanted()) {
            return this;
        }
        Duration grown = length.multipliedBy(GROWTH);
        Duration next = rows == 0 ? grown : read.multipliedBy(wanted()).dividedBy(rows);
        return with(rows >= MANY_ROWS || next.compareTo(grown) < 0 ? next : grown);
    }

    /**
     * For the next of several windows that are read at the same time: shorter towards the end of the range, or all
     * would wait for the last ones.
     *
     * @param rest    the unread range
     * @param windows how many are read at the same time
     */
    Duration shared(Duration rest, int windows) {
        Duration share = rest.dividedBy(windows);
        Duration shortest = length.dividedBy(SHARES);
        Duration next = share.compareTo(shortest) < 0 ? shortest : share;
        // rounded up: in a busy time, a window of one second has few pages
        return next.compareTo(length) < 0 ? shorter(atLeastASecond(next.plusMillis(500)), length) : length;
    }

    /** The expected number of pages of a window, with a margin. */
    int room(Duration window) {
        return (int) Math.ceil(MARGIN * pages * window.toSeconds() / length.toSeconds());
    }

    /**
     * For a window whose newest rows cover only this part of it: shorter if they predict far too many rows, otherwise
     * unchanged.
     */
    WindowLength afterFirstPage(Duration window, Duration part, int rows) {
        double expected = rows * (double) window.toNanos() / Math.max(1, part.toNanos());
        return expected > (double) FAR_TOO_MANY * wanted()
                ? with(Duration.ofNanos((long) (window.toNanos() * (wanted() / expected)))) : this;
    }

    /** The same with another longest range. */
    WindowLength withLongest(Duration limit) {
        return new WindowLength(shorter(length, limit), pages, limit);
    }

    private WindowLength with(Duration wanted) {
        return new WindowLength(shorter(atLeastASecond(wanted), longest), pages, longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration atLeastASecond(Duration time) {
        return Duration.ofSeconds(Math.max(1, Math.round(time.toMillis() / 1000.0)));
    }
}
