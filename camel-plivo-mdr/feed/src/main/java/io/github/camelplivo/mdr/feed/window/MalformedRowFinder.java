package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a second that contains malformed rows, one row a request, again and again until several passes agree and have
 * seen every row: the order of rows of one time may change at every request. Then it delivers the malformed rows in the
 * last pass, if Plivo answers other lists, and this second far behind its last row, with pages: otherwise the outage is
 * general, or the whole second is unreadable, and the rows are not the cause.
 */
final class MalformedRowFinder {

    private static final FeedLogger LOG = FeedLogger.of(MalformedRowFinder.class);
    private static final int AGREEING = 2;
    /** A run of this many malformed rows looks like an outage. */
    private static final int SUSPICIOUS = 20;
    /** Far beyond the last row of any second. */
    private static final int FAR_BEHIND = 100_000;
    private static final Duration ELSEWHERE = Duration.ofHours(1);

    private final PageSource source;
    private final Window second;
    private final Set<String> seen = new HashSet<>();
    private List<MalformedRow> malformed = new ArrayList<>();
    private int rowsBefore = -1;
    private int seenBefore;
    private int agreed;
    private int offset;
    private int inARow;
    private @Nullable Iterator<MalformedRow> found;

    /** @throws MalformedPageException the given one, if no other list is readable either */
    MalformedRowFinder(PageSource source, Window second, MalformedPageException error) throws Exception {
        this.source = source;
        this.second = second;
        requirePages(error);
        requireEnd(error);
    }

    Window second() {
        return second;
    }

    boolean isComplete() {
        return found != null && !found.hasNext();
    }

    /** The next row, or none. */
    WindowRead read() throws Exception {
        if (found != null) {
            return read(MdrPage.of(List.of()), found.next());
        }
        MdrPage page;
        try {
            page = row(second, offset);
        } catch (MalformedPageException e) {
            if (++inARow % SUSPICIOUS == 0) {
                requirePages(e);
                requireEnd(e);
            }
            malformed.add(new MalformedRow(second, offset, e));
            offset++;
            return read(MdrPage.of(List.of()), null);
        }
        inARow = 0;
        page.stream().map(MessageDetailRecord::getMessageUuid).forEach(seen::add);
        // an empty page is the end even if its meta has a next page: an unreadable row may have none
        if (page.isEmpty()) {
            endPass();
        } else {
            offset++;
        }
        return read(page, null);
    }

    /** All of the second remains until the last row was delivered. */
    private WindowRead read(MdrPage page, @Nullable MalformedRow row) {
        return new WindowRead(page, row, second.to(), 0, 0);
    }

    private void endPass() throws Exception {
        int rows = offset;
        // if rows change places, a pass may meet a malformed one twice, or neither of two
        int expected = Math.max(0, rows - seen.size());
        agreed = seen.size() == seenBefore && rows == rowsBefore ? agreed + 1 : 0;
        seenBefore = seen.size();
        rowsBefore = rows;
        if (agreed >= AGREEING && malformed.size() >= expected) {
            if (expected > 0) {
                requirePages(malformed.get(0).error());
            }
            found = malformed.subList(0, expected).iterator();
        }
        malformed = new ArrayList<>();
        offset = 0;
    }

    /** Requests a row elsewhere. */
    private void requirePages(MalformedPageException error) throws Exception {
        Window elsewhere = new Window(second.from().minus(ELSEWHERE), second.to().minus(ELSEWHERE));
        try {
            row(elsewhere, 0);
        } catch (MalformedPageException e) {
            error.addSuppressed(e);
            throw error;
        }
    }

    /** Requests an offset behind the last row: a second has an empty page there, unless its rows are not the cause. */
    private void requireEnd(MalformedPageException error) throws Exception {
        try {
            row(second, offset + FAR_BEHIND);
        } catch (MalformedPageException e) {
            throw error;
        } catch (RefusedException e) {
            // Plivo refuses the offset, which proves nothing about the rows
            LOG.debug("Plivo refuses the offset {} in {}", offset + FAR_BEHIND, second, e);
        }
    }

    private MdrPage row(Window window, int at) throws Exception {
        return source.page(new PageRequest(window, at, 1));
    }
}
