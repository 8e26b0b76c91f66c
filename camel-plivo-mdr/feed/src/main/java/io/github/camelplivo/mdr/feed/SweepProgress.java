package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a sweep, as of its last acknowledged page, completed window or failure. Counts are since the feed was
 * opened.
 *
 * @param name         the sweep
 * @param start        where it started
 * @param cursor       every record before this second was delivered
 * @param end          where it ends, {@code null} if it never ends
 * @param finished     whether it has reached its end and has no stretch set aside
 * @param pages        pages delivered
 * @param records      records delivered; by a recheck: those that had changed or were listed late
 * @param late         records delivered that Plivo had not listed when the feed first read their time
 * @param changed      records delivered again with other content, and what was new in them
 * @param rows         rows read in completed windows, including those delivered before, less one for each further page
 *                     of a window, which repeats at least one row
 * @param requests     lists of completed windows
 * @param density      rows a second of the time line, recent average
 * @param rowsPerList  rows that one list request yields and that no other list yielded, recent average; NaN until known
 * @param hasWork      whether it has something to read now
 * @param movedAt      {@link System#nanoTime} of its last progress: an answered list or an acknowledged page; while it
 *                     has no work, of the moment when that was found
 * @param failingSince the time since which it, or a stretch that it set aside, fails; {@code null} if nothing fails
 * @param failure      the reason, {@code null} if nothing fails
 */
public record SweepProgress(
        SweepId name, Instant start, Instant cursor, @Nullable Instant end, boolean finished, long pages, long records,
        long late, ChangeCounts changed, long rows, long requests, double density, double rowsPerList, boolean hasWork,
        long movedAt,
        @Nullable Instant failingSince, @Nullable String failure) {

    /**
     * @param hasWork   whether there is something to read now
     * @param stretches those that the sweep has set aside
     */
    static SweepProgress of(Sweep sweep, boolean hasWork, List<Sweep> stretches) {
        SweepPosition position = sweep.position();
        SweepCounters counters = sweep.counters();
        SweepFailure failure = Stream.concat(Stream.of(sweep), stretches.stream()).map(Sweep::failure)
                .filter(Objects::nonNull).findFirst().orElse(null);
        return new SweepProgress(
                sweep.name(), position.start(), position.cursor(), position.end(), sweep.isFinished() && stretches.isEmpty(),
                counters.pages(), counters.records(), counters.late(), counters.changed(), counters.rows(), counters.lists(),
                sweep.windows().rowsPerSecond(),
                sweep.windows().rowsPerList(), hasWork, counters.movedAt(), failure == null ? null : failure.since(),
                failure == null ? null : failure.reason());
    }
}
