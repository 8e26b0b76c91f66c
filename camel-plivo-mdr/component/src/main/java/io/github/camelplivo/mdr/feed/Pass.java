package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PageMeta;

/**
 * One reading of a window, newest row first, that finds out whether the rows held still meanwhile.
 * <p>
 * Neighbouring pages share one row, the seam. Rows that arrived or left above it would put another row there. At the
 * end as many different rows must have been seen as the list had: fewer means that rows changed places inside a tie.
 */
final class Pass {

    private static final int STALE_PAGES = 4;

    private final Set<String> seen = new HashSet<>();
    private int pages;
    private int offset;
    private int rows;
    private int stale;
    private MessageDetailRecord seam;
    private Instant movedAt;
    private boolean moved;
    private boolean ended;
    private boolean doubted;

    /** The offset to ask for next. */
    int offset() {
        return offset;
    }

    /** Takes the page that was answered for {@link #offset()}. */
    void add(MdrPage page) {
        List<String> uuids = page.stream().map(MessageDetailRecord::getMessageUuid).toList();
        pages++;
        checkSeam(page);
        stale = seen.addAll(uuids) ? 0 : stale + 1;
        rows = offset + page.size();
        if (page.isEmpty()) {
            ended = isCertain(page);
        } else if (isEnd(page.getMeta())) {
            ended = true;
        } else {
            // a page of one row has no second row to share: the next page must then be empty
            boolean share = page.size() > 1;
            seam = page.get(page.size() - 1);
            offset += share ? page.size() - 1 : 1;
        }
    }

    private void checkSeam(MdrPage page) {
        if (seam == null) {
            return;
        }
        boolean shared = offset < rows;
        boolean held = shared
                ? !page.isEmpty() && seam.getMessageUuid().equals(page.get(0).getMessageUuid())
                : page.isEmpty();
        if (!held && !moved) {
            moved = true;
            movedAt = seam.getMessageTime() == null ? null : seam.getMessageTime().toInstant();
        }
    }

    /**
     * An empty answer without {@code meta} may be a plain empty list or a mishap of the server: it counts when it comes
     * twice.
     */
    private boolean isCertain(MdrPage page) {
        if (doubted || isPresent(page.getMeta())) {
            return true;
        }
        doubted = true;
        return false;
    }

    private static boolean isEnd(PageMeta meta) {
        return isPresent(meta) && meta.next() == null;
    }

    private static boolean isPresent(PageMeta meta) {
        return meta.limit() != null || meta.offset() != null || meta.next() != null;
    }

    int pages() {
        return pages;
    }

    /** Different rows seen so far. */
    Set<String> seen() {
        return seen;
    }

    /** How many rows the list has as far as it was read: the whole of the window once {@link #hasEnded()}. */
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

    boolean hasMoved() {
        return moved;
    }

    /** Where in time the rows moved, {@code null} if unknown. */
    Instant movedAt() {
        return movedAt;
    }

    /**
     * The window was read to its end, no row moved, and so none was missed. One page is one answer and needs no proof.
     */
    boolean isComplete() {
        return ended && (pages == 1 || !moved && seen.size() == rows);
    }
}
