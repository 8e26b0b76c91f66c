package io.github.camelplivo.mdr.feed;

import java.time.Duration;

import io.github.camelplivo.mdr.feed.window.PageSource;

/**
 * How long the next window should be, so that it has about so many pages: follows the density seen, growing at most
 * fourfold where few rows tell of it. Long windows waste few requests, because only their last page is not full; short
 * ones are sooner read ahead and fit into memory.
 */
record WindowLength(Duration length, int pages, Duration longest) {

    private static final int MOST_PAGES = 80;
    private static final int FEWEST_PAGES = 30;
    /** Of all windows together, if so many windows are read at the same time that each can have the fewest only. */
    private static final int ALL_PAGES = 16 * FEWEST_PAGES;
    /** So many rows in a window tell the density well enough, and that there is much to read. */
    static final int MANY_ROWS = 2 * PageSource.PAGE_SIZE;
    private static final int GROWTH = 4;
    /** The spread of 20 rows that arrive at random is far smaller. */
    private static final int FAR_TOO_MANY = 4;
    /** Plivo is reported to refuse longer ranges. */
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int SHARES = 8;

    /** @param windows how many are read at the same time */
    static WindowLength initial(int windows) {
        return new WindowLength(
                Duration.ofMinutes(1), Math.max(FEWEST_PAGES, Math.min(MOST_PAGES, ALL_PAGES / windows)), LONGEST);
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
        return with(rows >= MANY_ROWS || next.compareTo(most) < 0 ? next : most);
    }

    /**
     * For the next of several windows that are read at the same time: shorter towards the end of what there is, or all
     * would wait for the last ones.
     *
     * @param rest    what there is
     * @param windows how many are read at the same time
     */
    Duration shared(Duration rest, int windows) {
        Duration share = rest.dividedBy(windows);
        Duration shortest = length.dividedBy(SHARES);
        Duration next = share.compareTo(shortest) < 0 ? shortest : share;
        return next.compareTo(length) < 0 ? atLeastASecond(next) : length;
    }

    /** In how many pages a window should come, and somewhat more. */
    int room(Duration window) {
        return (int) Math.ceil(1.25 * pages * window.toSeconds() / length.toSeconds());
    }

    /**
     * For a window whose newest rows cover only this part of it: shorter if they let expect far too many, else as it
     * is.
     */
    WindowLength afterFirstPage(Duration window, Duration part, int rows) {
        double expected = rows * (double) window.toNanos() / Math.max(1, part.toNanos());
        return expected > (double) FAR_TOO_MANY * wanted()
                ? with(Duration.ofNanos((long) (window.toNanos() * (wanted() / expected)))) : this;
    }

    /** No longer than this, for good. */
    WindowLength atMost(Duration other) {
        return longest.compareTo(other) <= 0 ? this : new WindowLength(shorter(length, other), pages, other);
    }

    private WindowLength with(Duration other) {
        return new WindowLength(shorter(atLeastASecond(other), longest), pages, longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration atLeastASecond(Duration time) {
        return Duration.ofSeconds(Math.max(1, time.toSeconds()));
    }
}
