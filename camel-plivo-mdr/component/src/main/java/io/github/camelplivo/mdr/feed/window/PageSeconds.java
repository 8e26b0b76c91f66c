package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/** The seconds of the rows of a page that have readable times. */
final class PageSeconds {

    private PageSeconds() {
    }

    /**
     * The second of the last row with a readable time, {@code null} if there is none; no row that is not on the page is
     * newer.
     */
    static @Nullable Instant last(MdrPage page) {
        return IntStream.rangeClosed(1, page.size()).mapToObj(back -> page.get(page.size() - back).getMessageTime())
                .filter(Objects::nonNull).findFirst().map(OffsetDateTime::toInstant).map(Window::second).orElse(null);
    }

    /** Whether no row is of another second. */
    static boolean areAll(MdrPage page, Instant second) {
        return page.stream().map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull)
                .allMatch(time -> Window.second(time.toInstant()).equals(second));
    }
}
