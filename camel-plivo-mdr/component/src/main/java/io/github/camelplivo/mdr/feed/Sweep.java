package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /** "Data covers the last 90 days" (List all messages). */
    static final Duration RETENTION = Duration.ofDays(90);

    private final SweepName name;
    private final PageSource source;
    private final Clock clock;
    private final Instant bound;
    /** Where coming windows have to end, because rows moved there. */
    private final TreeSet<Instant> cuts = new TreeSet<>();
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

    SweepName name() {
        return name;
    }

    SweepPosition position() {
        return position;
    }

    boolean isInWindow() {
        return reader != null;
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
     * @param  edge where the settled part of the time line ends; asked again at the end of a window, because a clock
     *              that turns out to be fast is set back by the answers
     * @return      the page, or empty when a window is complete and {@link #position()} has moved
     */
    Optional<FeedPage> read(Supplier<Instant> edge) throws Exception {
        if (reader == null) {
            reader = new WindowReader(source, plan(edge.get()));
        }
        while (true) {
            switch (reader.state()) {
                case COMPLETE -> {
                    complete(edge.get());
                    return Optional.empty();
                }
                case MOVED -> cut();
                case OVERGROWN -> shorten();
                case READING -> {
                    MdrPage news = news(reader.read());
                    if (!news.isEmpty()) {
                        return Optional.of(new FeedPage(name, reader.window(), news));
                    }
                }
            }
        }
    }

    /** The page's records were delivered. */
    void delivered(FeedPage page) {
        position = position.withDelivered(page.window(),
                page.page().stream().map(MessageDetailRecord::getMessageUuid).toList());
    }

    private Instant earliest(Instant edge) {
        Instant earliest = edge;
        if (bound != null && bound.isBefore(earliest)) {
            earliest = bound;
        }
        return position.end() != null && position.end().isBefore(earliest) ? position.end() : earliest;
    }

    private Window plan(Instant edge) {
        Instant kept = Window.second(clock.instant().minus(RETENTION)).plusSeconds(1);
        Instant last = earliest(edge).minusSeconds(1);
        if (position.cursor().isBefore(kept)) {
            Instant from = kept.isBefore(last) ? kept : last;
            LOG.warn(
                    "The {} sweep stands at {}, but Plivo keeps records for {} days only: those before {} can no longer be read",
                    name, position.cursor(), RETENTION.toDays(), from);
            position = position.withCursor(from);
        }
        return plan(position.cursor(), earliest(edge));
    }

    private Window plan(Instant from, Instant edge) {
        cuts.headSet(from, true).clear();
        Instant to = from.plus(length.length());
        to = to.isBefore(edge) ? to : edge;
        if (!cuts.isEmpty() && cuts.first().isBefore(to)) {
            to = cuts.first();
        }
        return new Window(from, to);
    }

    private MdrPage news(MdrPage page) {
        Set<String> known = new HashSet<>(position.delivered());
        List<MessageDetailRecord> news = page.stream().filter(r -> known.add(r.getMessageUuid())).toList();
        return page.withRecords(news);
    }

    private void complete(Instant edge) {
        Window window = reader.window();
        length = length.after(window.length(), reader.rows());
        Instant to = window.to().isBefore(edge) ? window.to() : edge;
        if (to.isAfter(position.cursor())) {
            position = position.withCursor(to);
        }
        reader = null;
    }

    private void cut() {
        Window window = reader.window();
        Instant moved = reader.movedAt() == null ? window.middle() : Window.second(reader.movedAt());
        if (moved.isBefore(window.from()) || !moved.isBefore(window.to())) {
            moved = window.middle();
        }
        LOG.debug("Rows moved at {} while {} was read: it is read again in pieces", moved, window);
        // the second where they moved on its own, what is older and what is newer on either side of it
        cuts.add(moved);
        cuts.add(moved.plusSeconds(1));
        reader = new WindowReader(source, plan(window.from(), window.to()));
    }

    private void shorten() {
        Window window = reader.window();
        Instant oldest = reader.oldest();
        boolean told = oldest != null && oldest.isBefore(window.to()) && !oldest.isBefore(window.from());
        length = told ? length.after(Duration.between(Window.second(oldest), window.to()), reader.rows()) : length.shorter();
        if (length.length().compareTo(window.length()) >= 0) {
            length = new WindowLength(window.length()).shorter();
        }
        LOG.debug("{} has too many rows: windows of {} from here", window, length.length());
        reader = new WindowReader(source, plan(window.from(), window.to()));
    }
}
