package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.feed.window.WindowRead;

/** The work of a sweep since the feed was opened. */
final class SweepCounters {

    private long pages;
    private long records;
    private long rows;
    private long lists;
    private long movedAt;

    void delivered(FeedPage page) {
        pages++;
        records += page.page().size();
    }

    void completed(WindowRead window) {
        rows += window.rows();
        lists += window.lists();
    }

    /** @param at by the monotonic clock */
    void moved(long at) {
        movedAt = at;
    }

    long pages() {
        return pages;
    }

    long records() {
        return records;
    }

    long rows() {
        return rows;
    }

    long lists() {
        return lists;
    }

    long movedAt() {
        return movedAt;
    }
}
