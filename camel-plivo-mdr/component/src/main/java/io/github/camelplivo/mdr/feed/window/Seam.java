package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * The row that two pages read by time share: the last row of the page before must be in the next page, and then every
 * older row of the range is in its list, however the filter rounds. If the row is missing, it has left, or Plivo's
 * filter rounds it up or ignores microseconds. A list that reaches further shows which.
 */
final class Seam {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ListEvidence evidence;
    private @Nullable String uuid;
    /** Whether the list was extended by a second. */
    private boolean extended;
    /** The row that was missing from a range that ended a microsecond after it, and its second. */
    private @Nullable String doubted;
    private @Nullable Instant doubtedSecond;

    Seam(ListEvidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Whether the row is missing for the first time, so that the list must be requested again, to the end of the second
     * or a second further.
     *
     * @param requested the range of the page
     */
    boolean isMissing(MdrPage page, Window requested) {
        observe(page);
        boolean contained = has(page, uuid);
        if (uuid != null && !contained && !extended && !isCrowded(page, requested.to())) {
            if (requested.to().getNano() != 0) {
                doubted = uuid;
                doubtedSecond = Window.second(requested.to());
            } else {
                extended = true;
            }
            return true;
        }
        if (extended && contained) {
            evidence.roundsUp();
        }
        extended = false;
        return false;
    }

    /** Records the rows of a page: a longer range may show a row that was missing from a range of microseconds. */
    void observe(MdrPage page) {
        if (doubted != null && has(page, doubted)) {
            evidence.resolution().disproveFilter();
            // it was missing for this reason, not because the filter rounds
            extended = false;
            doubted = null;
        }
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

    /** Rows of one time, or of one second if microseconds do not count, may change places at every request. */
    private static boolean isCrowded(MdrPage page, Instant end) {
        Instant last = PageTimes.last(page);
        Instant start = end.minus(end.getNano() == 0 ? SECOND : Resolution.MICROSECOND);
        return page.size() >= PageSource.PAGE_SIZE && last != null && !last.isBefore(start) && last.isBefore(end);
    }

    private static boolean has(MdrPage page, @Nullable String row) {
        return page.stream().anyMatch(other -> Objects.equals(other.getMessageUuid(), row));
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
