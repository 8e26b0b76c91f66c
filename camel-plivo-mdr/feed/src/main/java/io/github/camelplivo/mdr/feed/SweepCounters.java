package io.github.camelplivo.mdr.feed;

import io.github.camelplivo.mdr.feed.window.WindowRead;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.Reason;

/** The work of a sweep since the feed was opened. */
final class SweepCounters {

    private long pages;
    private long records;
    private long late;
    private ChangeCounts changed = ChangeCounts.NONE;
    private long rows;
    private long lists;
    private long movedAt;

    void delivered(FeedPage page) {
        pages++;
        records += page.page().size();
        for (MessageDetailRecord record : page.page()) {
            late += record.getReason() == Reason.LATE ? 1 : 0;
            changed = changed.plus(record.getChanges());
        }
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

    ChangeCounts changed() {
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
