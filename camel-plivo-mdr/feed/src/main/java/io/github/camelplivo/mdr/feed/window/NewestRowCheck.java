package io.github.camelplivo.mdr.feed.window;

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

    /** @param range empty if the list is newest first */
    Result check(Window range) throws Exception {
        String newer = newestRow(range);
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

    private @Nullable String newestRow(Window range) throws Exception {
        MdrPage newest = source.page(new PageRequest(range, 0, 1));
        lists++;
        return newest.stream()
                .filter(row -> row.getMessageTime() != null && !row.getMessageTime().toInstant().isBefore(range.from()))
                .findFirst()
                .map(MessageDetailRecord::getMessageUuid).orElse(null);
    }
}
