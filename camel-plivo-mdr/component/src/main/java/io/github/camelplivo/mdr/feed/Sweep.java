package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass along the time line: plans windows, reads them one after the other, oldest first, and knows how far it has
 * come.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final SweepName name;
    private final PageSource source;
    private final Clock clock;
    private final Instant bound;
    private SweepPosition position;
    private WindowLength length = WindowLength.INITIAL;
    private WindowReader reader;

    /** @param bound not to be read at or after, {@code null} for no bound but the position's own end */
    Sweep(SweepName name, SweepPosition position, Instant bound, PageSource source, Clock clock) {
        this.name = name;
        this.position = position;
        this.bound = bound;
        this.source = source;
        this.clock = clock;
    }

    SweepPosition position() {
        return position;
    }

    /** Whether there is anything to read before the edge. */
    boolean hasWork(Instant edge) {
        return position.cursor().isBefore(earliest(edge));
    }

    /** Whether it has come to its end, never to read again. */
    boolean isOver() {
        return !hasWork(Instant.MAX);
    }

    /**
     * Reads on, up to the edge, until there are rows that were not delivered yet or a window is complete.
     *
     * @param  edge where the settled part of the time line ends; asked again after reading, because a clock that turns
     *              out to be fast is set back by the answers
     * @return      the page, or empty when a window is complete and {@link #position()} has moved, or when the window
     *              turned out to reach into the future and must be planned again
     */
    Optional<FeedPage> read(Supplier<Instant> edge) throws Exception {
        if (reader == null) {
            reader = open(edge.get());
        }
        while (!reader.isComplete()) {
            MdrPage page = reader.read();
            Optional<FeedPage> news = news(page, edge);
            if (reader == null || news.isPresent()) {
                return news;
            }
        }
        complete(edge.get());
        return Optional.empty();
    }

    /** The page that was read last was delivered. */
    void delivered(FeedPage page) {
        position = position.withPage(page, reader.remaining());
    }

    private Instant earliest(Instant edge) {
        Instant earliest = edge;
        if (bound != null && bound.isBefore(earliest)) {
            earliest = bound;
        }
        return position.end() != null && position.end().isBefore(earliest) ? position.end() : earliest;
    }

    private WindowReader open(Instant edge) {
        leaveOutWhatIsGone(earliest(edge));
        if (position.windowEnd() != null) {
            return new WindowReader(source, new Window(position.cursor(), position.windowEnd()), position.remaining());
        }
        Instant to = position.cursor().plus(length.length());
        Window window = new Window(position.cursor(), to.isBefore(earliest(edge)) ? to : earliest(edge));
        return new WindowReader(source, window, window.to());
    }

    private void leaveOutWhatIsGone(Instant edge) {
        Instant kept = Window.second(clock.instant().minus(FeedSettings.RETENTION)).plusSeconds(1);
        if (position.cursor().isBefore(kept)) {
            Instant from = kept.isBefore(edge) ? kept : edge.minusSeconds(1);
            LOG.warn(
                    "The {} sweep stands at {}, but Plivo keeps records for {} days only: those before {} can no longer be read",
                    name, position.cursor(), FeedSettings.RETENTION.toDays(), from);
            position = position.from(from);
        }
    }

    /**
     * The rows of the page that were not delivered yet. Empty, and no reader, if the window reaches into the future.
     */
    private Optional<FeedPage> news(MdrPage page, Supplier<Instant> edge) {
        WindowReader read = reader;
        // the reader is past the page already: if anything fails here it must be read again
        reader = null;
        if (position.windowEnd() == null) {
            if (edge.get().isBefore(read.window().to())) {
                return Optional.empty();
            }
            position = position.withWindow(read.window());
        }
        Set<String> known = new HashSet<>(position.delivered());
        List<MessageDetailRecord> rows = page.stream().filter(r -> known.add(r.getMessageUuid())).toList();
        Optional<FeedPage> news = rows.isEmpty()
                ? Optional.empty() : Optional.of(new FeedPage(name, read.window(), page.withRecords(rows)));
        reader = read;
        return news;
    }

    private void complete(Instant edge) {
        Window window = reader.window();
        length = length.after(window.length(), reader.rows());
        Instant to = window.to().isBefore(edge) ? window.to() : edge;
        position = position.withCursor(to.isAfter(window.from()) ? to : window.from());
        reader = null;
    }
}
