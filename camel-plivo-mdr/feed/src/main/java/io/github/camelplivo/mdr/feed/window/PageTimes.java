package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/** The times of the rows of a page that have readable ones, in microseconds. */
final class PageTimes {

    private PageTimes() {
    }

    /** That of the last row, {@code null} if no row has one; no row that is not on the page is of a newer second. */
    static @Nullable Instant last(MdrPage page) {
        return IntStream.rangeClosed(1, page.size()).mapToObj(back -> page.get(page.size() - back).getMessageTime())
                .filter(Objects::nonNull).findFirst().map(PageTimes::instant).orElse(null);
    }

    /** Whether no row is of another second. */
    static boolean areAllOf(MdrPage page, Instant second) {
        return of(page).map(Window::second).allMatch(second::equals);
    }

    /** Whether another row has another time in the same second. */
    static boolean divide(MdrPage page, Instant last) {
        Instant second = Window.second(last);
        return of(page).anyMatch(time -> !time.equals(last) && Window.second(time).equals(second));
    }

    private static Stream<Instant> of(MdrPage page) {
        return page.stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull).map(PageTimes::instant);
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
