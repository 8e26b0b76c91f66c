package io.github.camelplivo.mdr.feed.window;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a stretch by offset, newest row first, that detects whether rows moved meanwhile.
 * <p>
 * Neighbouring pages share one row, the seam. Rows that arrived or left above it would put another row there. At the
 * end the pass must have seen as many different rows as the list had: fewer means that rows of one time changed places.
 */
final class OffsetPass {

    private static final int STALE_PAGES = 4;

    private final ListEnd end = new ListEnd();
    private final List<String> order = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable List<String> firstPage;
    private int pages;
    private int stale;
    private int offset;
    private int rows;
    private @Nullable String seam;
    private boolean moved;
    private boolean ended;

    /** The offset to request next. */
    int offset() {
        return offset;
    }

    /** Adds the page at {@link #offset()}. */
    void add(MdrPage page) {
        List<String> uuids = uuids(page);
        firstPage = firstPage == null ? uuids : firstPage;
        pages++;
        // a page of one row has no second row to share: the next page must then be empty
        boolean shared = offset < rows;
        boolean held = shared ? !uuids.isEmpty() && uuids.get(0).equals(seam) : uuids.isEmpty();
        moved |= seam != null && !held;
        stale = seen.addAll(uuids) ? 0 : stale + 1;
        order.addAll(shared && !uuids.isEmpty() ? uuids.subList(1, uuids.size()) : uuids);
        rows = offset + uuids.size();
        ended = end.isReachedBy(page);
        if (!ended && !uuids.isEmpty()) {
            seam = uuids.get(uuids.size() - 1);
            offset += Math.max(1, uuids.size() - 1);
        }
    }

    private static List<String> uuids(MdrPage page) {
        return page.stream().map(MessageDetailRecord::getMessageUuid).toList();
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
     * Whether page after page had only rows that this pass has seen before, as on a server that ignores the offset.
     */
    boolean isStale() {
        return stale >= STALE_PAGES;
    }

    /** Whether the list has one page, which is one response and needs no proof. */
    boolean isOnePage() {
        return ended && pages == 1;
    }

    /** Whether the pass reached the end and saw no row move. */
    boolean isClean() {
        return ended && !moved && seen.size() == rows;
    }

    /** Whether the list starts as it did when this pass started. */
    boolean beginsWith(MdrPage page) {
        return uuids(page).equals(firstPage);
    }

    /** Whether another pass found the same rows in the same order. */
    boolean agreesWith(OffsetPass other) {
        return order.equals(other.order);
    }
}
