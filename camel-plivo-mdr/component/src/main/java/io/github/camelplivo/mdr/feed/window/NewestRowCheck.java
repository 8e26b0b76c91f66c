package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * Requests the newest row of a range whose page shows no order, because all its rows are of one second although the
 * range has later ones. A list that is newest first would have started with that row, unless it arrived meanwhile.
 */
final class NewestRowCheck {

    enum Result {
        /** No row can be missing. */
        PASSED,
        /** A newer row arrived meanwhile, or the list is not newest first: the range must be requested again. */
        DOUBTFUL,
        /** The same newer row was missing twice: the list is not newest first. */
        UNORDERED
    }

    private final PageSource source;
    /** The newest row when it was missing from the page before. */
    private @Nullable String missing;
    private int lists;

    NewestRowCheck(PageSource source) {
        this.source = source;
    }

    /** @param end where the range of the page ends */
    Result check(MdrPage page, Instant end) throws Exception {
        Instant last = PageTimes.last(page);
        String newer = last != null && isDoubtful(page, Window.second(last), end)
                ? newestRow(Window.second(last).plusSeconds(1), end) : null;
        boolean twice = newer != null && newer.equals(missing);
        missing = newer;
        if (newer == null) {
            return Result.PASSED;
        }
        return twice ? Result.UNORDERED : Result.DOUBTFUL;
    }

    /** Number of its list requests. */
    int lists() {
        return lists;
    }

    private static boolean isDoubtful(MdrPage page, Instant second, Instant end) {
        return page.getMeta().next() != null && second.plusSeconds(1).isBefore(end)
                && PageTimes.areAllOf(page, second);
    }

    private @Nullable String newestRow(Instant from, Instant to) throws Exception {
        MdrPage newest = source.page(new PageRequest(new Window(from, to), 0, 1));
        lists++;
        return newest.stream()
                .filter(row -> row.getMessageTime() != null && !row.getMessageTime().toInstant().isBefore(from)).findFirst()
                .map(MessageDetailRecord::getMessageUuid).orElse(null);
    }
}
