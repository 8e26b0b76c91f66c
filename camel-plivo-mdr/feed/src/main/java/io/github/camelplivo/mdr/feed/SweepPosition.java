package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * The position of a sweep: every record before {@code cursor} was delivered and, while the sweep reads a window, from
 * its newest record backwards, every record from {@code remaining} to {@code windowEnd}, and those in
 * {@code delivered}.
 *
 * @param start     where the sweep started
 * @param cursor    whole second; nothing before it is read again
 * @param end       where the sweep ends, {@code null} if it never ends
 * @param windowEnd end of the window that begins at the cursor, {@code null} if none is being read
 * @param remaining end of the unread part of that window
 * @param delivered uuids of delivered records that the unread part of the window also holds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SweepPosition(
        Instant start, Instant cursor, @Nullable Instant end, @Nullable Instant windowEnd, @Nullable Instant remaining,
        Set<String> delivered) {

    SweepPosition {
        if (start == null || cursor == null || (windowEnd == null) != (remaining == null)) {
            throw new IllegalArgumentException("the start, the cursor, or the end or the rest of its window, is missing");
        }
        delivered = delivered == null ? Set.of() : delivered;
    }

    static SweepPosition at(Instant start, @Nullable Instant end) {
        return new SweepPosition(start, start, end, null, null, Set.of());
    }

    /** The position when a sweep starts to read the window; no record of it is delivered yet. */
    SweepPosition withWindow(Window window) {
        return new SweepPosition(start, cursor, end, window.to(), window.to(), Set.of());
    }

    /**
     * The position after these rows, which were delivered now or before, with everything of the window from
     * {@code rest} on.
     *
     * @param times of delivered records by uuid, {@code null} for those that an earlier process delivered
     */
    SweepPosition withRows(List<MessageDetailRecord> rows, Instant rest, Function<String, @Nullable Instant> times) {
        Set<String> left = new LinkedHashSet<>(delivered);
        left.removeIf(uuid -> isPassed(times.apply(uuid), rest));
        for (MessageDetailRecord row : rows) {
            if (row.getMessageTime() == null || !isPassed(row.getMessageTime().toInstant(), rest)) {
                left.add(row.getMessageUuid());
            }
        }
        return new SweepPosition(start, cursor, end, windowEnd, rest, left);
    }

    private static boolean isPassed(@Nullable Instant time, Instant rest) {
        return time != null && !time.isBefore(rest);
    }

    /** The position when the sweep reads the whole window again; these uuids of it were delivered. */
    SweepPosition withWindowAgain(Set<String> deliveredBefore) {
        Set<String> all = new LinkedHashSet<>(delivered);
        all.addAll(deliveredBefore);
        return new SweepPosition(start, cursor, end, windowEnd, windowEnd, all);
    }

    /** No record from this time on was delivered. */
    Instant deliveredTo() {
        return windowEnd == null ? cursor : windowEnd;
    }

    /** Whether more than a second is left to read. Only for a position that ends. */
    boolean canDivide() {
        return secondsLeft() > 1;
    }

    private long secondsLeft() {
        return Duration.between(cursor, windowEnd == null ? end : remaining).toSeconds();
    }

    /** The unread part, as two positions. */
    List<SweepPosition> halves() {
        Instant middle = cursor.plusSeconds(secondsLeft() / 2);
        return List.of(upTo(middle), startingAt(middle));
    }

    /** The same position of a sweep that ends there, before what remains of its window. */
    private SweepPosition upTo(Instant newEnd) {
        return windowEnd == null ? at(cursor, newEnd) : new SweepPosition(cursor, cursor, newEnd, newEnd, newEnd, delivered);
    }

    /** The same position of a sweep that starts there. */
    private SweepPosition startingAt(Instant newStart) {
        return new SweepPosition(newStart, newStart, end, windowEnd, remaining, delivered);
    }

    /** The same position of a sweep that ends there. */
    SweepPosition endingAt(Instant newEnd) {
        return new SweepPosition(start, cursor, newEnd, windowEnd, remaining, delivered);
    }

    /** The position after skipping everything before the given second, which Plivo no longer keeps. */
    SweepPosition from(Instant kept) {
        return remaining != null && kept.isBefore(remaining)
                ? new SweepPosition(start, kept, end, windowEnd, remaining, delivered) : withCursor(kept);
    }

    /** The position when everything before the given second is delivered. */
    SweepPosition withCursor(Instant to) {
        return new SweepPosition(start, to, end, null, null, Set.of());
    }
}
