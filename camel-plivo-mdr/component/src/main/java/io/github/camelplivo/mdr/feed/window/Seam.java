package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * The row that two pages read by time share: the last row of the page before must be in the next page. If it is
 * missing, it has left, or Plivo's filter rounds it up. A list that reaches a second further shows which.
 */
final class Seam {

    private final ListEvidence evidence;
    private @Nullable String uuid;
    private boolean extended;

    Seam(ListEvidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Whether the row is missing for the first time, so that the list must be requested again, a second further.
     *
     * @param end where the range of the page ends
     */
    boolean isMissing(MdrPage page, Instant end) {
        boolean contained = page.stream().anyMatch(row -> Objects.equals(row.getMessageUuid(), uuid));
        // rows of one second may change places at every request
        boolean crowded
                = page.size() >= PageSource.PAGE_SIZE && Objects.equals(PageSeconds.last(page), end.minusSeconds(1));
        if (uuid != null && !contained && !extended && !crowded) {
            extended = true;
            return true;
        }
        if (extended && contained) {
            evidence.roundsUp();
        }
        extended = false;
        return false;
    }

    /** The next page must contain the last row of this one. */
    void follow(MdrPage page) {
        uuid = page.get(page.size() - 1).getMessageUuid();
    }

    /** The next page need not contain a row of this one. */
    void clear() {
        uuid = null;
        extended = false;
    }
}
