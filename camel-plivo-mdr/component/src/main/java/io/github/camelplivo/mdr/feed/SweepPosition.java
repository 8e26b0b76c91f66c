package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far a sweep has come. Every record before {@code cursor} was delivered; of those from {@code cursor} to
 * {@code until} only the ones named in {@code delivered}.
 *
 * @param cursor    whole second; nothing before it is read again
 * @param end       where the sweep ends, {@code null} if it goes on for ever
 * @param until     end of the newest window that {@code delivered} is about, {@code null} when nothing is
 * @param delivered uuids of the delivered records at or after the cursor
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SweepPosition(Instant cursor, Instant end, Instant until, Set<String> delivered) {

    SweepPosition {
        if (cursor == null) {
            throw new IllegalArgumentException("the cursor is missing");
        }
        delivered = delivered == null ? Set.of() : delivered;
    }

    static SweepPosition at(Instant cursor, Instant end) {
        return new SweepPosition(cursor, end, null, Set.of());
    }

    SweepPosition withDelivered(Window window, Collection<String> uuids) {
        Set<String> all = new LinkedHashSet<>(delivered);
        all.addAll(uuids);
        return new SweepPosition(cursor, end, until == null || until.isBefore(window.to()) ? window.to() : until, all);
    }

    /** Everything before the given second was delivered. */
    SweepPosition withCursor(Instant to) {
        boolean forget = until == null || !until.isAfter(to);
        return new SweepPosition(to, end, forget ? null : until, forget ? Set.of() : delivered);
    }
}
