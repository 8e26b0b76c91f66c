package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.feed.window.WindowRead;
import io.github.camelplivo.mdr.model.Reason;

/** The work of a sweep since the feed was opened. */
final class SweepCounters {

    private long pages;
    private long records;
    private long late;
    private long changed;
    private long rows;
    private long lists;
    private long movedAt;

    void delivered(FeedPage page) {
        pages++;
        records += page.page().size();
        late += count(page, Reason.LATE);
        changed += count(page, Reason.CHANGED);
    }

    private static long count(FeedPage page, Reason reason) {
        return page.page().stream().filter(record -> record.getReason() == reason).count();
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

    long late() {
        return late;
    }

    long changed() {
        return changed;
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
