package io.github.camelplivo.mdr.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * One reading of a stretch by offset, newest row first, that finds out whether the rows held still meanwhile.
 * <p>
 * Neighbouring pages share one row, the seam. Rows that arrived or left above it would put another row there. At the
 * end as many different rows must have been seen as the list had: fewer means that rows changed places inside a tie.
 */
final class Pass {

    private static final int STALE_PAGES = 4;

    private final ListEnd end = new ListEnd();
    private final Set<String> seen = new HashSet<>();
    private int pages;
    private int stale;
    private int offset;
    private int rows;
    private String seam;
    private boolean moved;
    private boolean ended;

    /** The offset to ask for next. */
    int offset() {
        return offset;
    }

    /** Takes the page that was answered for {@link #offset()}. */
    void add(MdrPage page) {
        List<String> uuids = page.stream().map(MessageDetailRecord::getMessageUuid).toList();
        pages++;
        // a page of one row has no second row to share: the next page must then be empty
        boolean shared = offset < rows;
        boolean held = shared ? !uuids.isEmpty() && uuids.get(0).equals(seam) : uuids.isEmpty();
        moved |= seam != null && !held;
        stale = seen.addAll(uuids) ? 0 : stale + 1;
        rows = offset + uuids.size();
        ended = end.isReachedBy(page);
        if (!ended && !uuids.isEmpty()) {
            seam = uuids.get(uuids.size() - 1);
            offset += Math.max(1, uuids.size() - 1);
        }
    }

    /** Different rows seen. */
    Set<String> seen() {
        return seen;
    }

    /** How many rows the list has: all of them once {@link #hasEnded()}. */
    int rows() {
        return rows;
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Page after page without a row that was not seen before in this pass: it leads nowhere, as on a server that does
     * not page.
     */
    boolean isStale() {
        return stale >= STALE_PAGES;
    }

    /** Read to the end, and no row moved. One page is one answer and needs no proof. */
    boolean isComplete() {
        return ended && (pages == 1 || !moved && seen.size() == rows);
    }
}
