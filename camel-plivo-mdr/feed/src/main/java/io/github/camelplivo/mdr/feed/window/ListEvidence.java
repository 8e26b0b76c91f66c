package io.github.camelplivo.mdr.feed.window;

import java.io.IOException;
import java.time.Instant;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PageMeta;

/**
 * Facts about Plivo's list that the responses of this feed have shown: whether it is newest first by whole seconds,
 * which reading by time requires, and whether responses have {@code meta} and {@code objects}, so that one without them
 * is a fault and not an empty list. Safe for use by several threads.
 */
public final class ListEvidence {

    private static final FeedLogger LOG = FeedLogger.of(ListEvidence.class);

    /**
     * Number of neighbouring rows in order, after the last pair out of order, after which the list counts as ordered.
     */
    private static final int TRUSTED_PAIRS = 1_000;

    private boolean unordered;
    private int pairsInOrder;
    private boolean wholeSeen;
    private boolean roundedUp;
    private final Resolution resolution = new Resolution();

    /** In which unit of time the feed may continue. */
    public Resolution resolution() {
        return resolution;
    }

    /**
     * How many seconds a list must reach beyond the last row of the page before, to contain it: one, or two if the
     * filter has rounded times up.
     */
    public synchronized int overlap() {
        return roundedUp ? 2 : 1;
    }

    /** Records that Plivo listed a row only when the list reached a second further. */
    public synchronized void roundsUp() {
        roundedUp = true;
    }

    /** Whether the list was recently out of order. */
    public synchronized boolean isUnordered() {
        return unordered;
    }

    /**
     * Records the order of a page.
     *
     * @return whether every row is of the same second as the row before, or of an earlier one
     */
    public synchronized boolean isNewestFirst(MdrPage page, Window requested) {
        resolution.observe(page);
        Instant before = null;
        boolean inOrder = true;
        for (MessageDetailRecord row : page) {
            Instant second = row.getMessageTime() == null ? null : Window.second(row.getMessageTime().toInstant());
            if (second != null && before != null) {
                // rows of one second prove nothing
                pairsInOrder += second.isBefore(before) ? 1 : 0;
                if (second.isAfter(before)) {
                    inOrder = false;
                    pairsInOrder = 0;
                }
            }
            before = second == null ? before : second;
        }
        if (!inOrder) {
            foundUnordered(requested);
        } else if (unordered && pairsInOrder >= TRUSTED_PAIRS) {
            unordered = false;
            LOG.info("Plivo's list is newest first again: the feed reads windows by time");
        }
        return inOrder;
    }

    /** Records that a page started with rows that are not the newest. */
    public synchronized void foundUnordered(Window requested) {
        pairsInOrder = 0;
        if (!unordered) {
            unordered = true;
            LOG.warn("Plivo's list of {} is not newest first. The feed reads windows by offset until two passes agree, which"
                     + " takes twice the requests. It reads by time again once {} neighbouring rows of different seconds are in order",
                    requested, TRUSTED_PAIRS);
        }
    }

    /**
     * Rejects an empty response that lacks {@code meta} or {@code objects} although earlier responses had both.
     *
     * @throws MalformedPageException if the response is not a list
     */
    public synchronized void requireList(MdrPage page) throws MalformedPageException {
        boolean whole = hasMeta(page) && !page.lacksObjects();
        wholeSeen |= whole;
        if (wholeSeen && !whole && page.isEmpty()) {
            String problem = "an empty list without " + (page.lacksObjects() ? "objects" : "meta");
            throw new MalformedPageException(
                    new byte[0], problem, page.getApiId(), new IOException(
                            "Plivo list failed: status 200: " + problem + ", although earlier responses had it (api_id " + page
                                    .getApiId() + "). No data is lost; the feed requests the list again. If it lasts, report it to Plivo with this api_id, or look for a proxy that changes responses"));
        }
    }

    public static boolean hasMeta(MdrPage page) {
        PageMeta meta = page.getMeta();
        return meta.limit() != null || meta.offset() != null || meta.next() != null;
    }
}
