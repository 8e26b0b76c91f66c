package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * The row that two pages read by time share: the last row of the page before must be in the rest, and then every older
 * row of the rest is in its list, however the filter rounds. If the row is missing, it has left, or Plivo's filter
 * rounds it up or ignores microseconds. A list that reaches further shows which.
 */
final class Seam {

    private final ListEvidence evidence;
    private @Nullable String uuid;
    private boolean found;
    /** Whether the list was extended by a second. */
    private boolean extended;
    /** The row that was missing from a range that ended a microsecond after it, and its second. */
    private @Nullable String doubted;
    private @Nullable Instant doubtedSecond;

    Seam(ListEvidence evidence) {
        this.evidence = evidence;
    }

    /** Records the rows of a page of the rest. */
    void observe(MdrPage page) {
        found |= has(page, uuid);
        if (doubted != null && has(page, doubted)) {
            evidence.resolution().disproveFilter();
            // it was missing for this reason, not because the filter rounds
            extended = false;
            doubted = null;
        }
    }

    private static boolean has(MdrPage page, @Nullable String row) {
        return row != null && page.stream().anyMatch(other -> Objects.equals(other.getMessageUuid(), row));
    }

    /**
     * Whether the row is missing for the first time, so that the list must be requested again, to the end of the second
     * or a second further. Call it when pages show where the row must have been.
     *
     * @param end where the range of the pages ends
     */
    boolean isMissing(Instant end) {
        if (uuid != null && !found && !extended) {
            if (end.getNano() == 0) {
                extended = true;
            } else {
                doubted = uuid;
                doubtedSecond = Window.second(end);
            }
            return true;
        }
        if (extended && found) {
            evidence.roundsUp();
        }
        extended = false;
        return false;
    }

    /**
     * Whether a row was missing from a range of microseconds, and its second is not read yet, which will show why.
     *
     * @param end where the unread part ends
     */
    boolean isInDoubt(Instant end) {
        if (doubtedSecond != null && !end.isAfter(doubtedSecond)) {
            // the whole second did not have it: it has left
            doubted = null;
        }
        return doubted != null;
    }

    /** The rest must contain the last row of this page. */
    void follow(MdrPage page) {
        clear();
        uuid = page.get(page.size() - 1).getMessageUuid();
    }

    /** The rest need not contain a row. */
    void clear() {
        uuid = null;
        found = false;
        extended = false;
    }
}
