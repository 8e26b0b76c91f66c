package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What Plivo's responses have shown of its time. Immutable; every method gets the local time and the monotonic time of
 * the same moment, so that a jump of the local clock shows at once, without another response.
 *
 * @param dates  what the last responses said in {@code Date}, the oldest first
 * @param newest the row that proves the latest time, {@code null} for none
 */
record ClockEvidence(List<Reading> dates, @Nullable Reading newest) {

    static final ClockEvidence NONE = new ClockEvidence(List.of(), null);
    /** {@code Date} has whole seconds, and the response has travelled. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int SAMPLES = 3;
    private static final long LIFETIME = Duration.ofHours(1).toNanos();
    /** A monotonic clock may run fast by a thousandth: after a month without a row that would be 43 minutes. */
    private static final long DRIFT = 1000;

    /**
     * A time of Plivo's and when it was seen.
     *
     * @param nanos {@link System#nanoTime()}
     */
    record Reading(long nanos, Instant time) {

        /** What Plivo's clock shows now, if the time was right. */
        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }

        /** What Plivo's clock shows now at least, however much the monotonic clock drifts. */
        Instant atLeast(long now) {
            return time.plusNanos((now - nanos) - (now - nanos) / DRIFT);
        }
    }

    /** With a {@code Date} that has just come, which is kept unless rows refute it. */
    ClockEvidence withDate(Instant date, long now) {
        if (isRefuted(date, now)) {
            return this;
        }
        List<Reading> kept = new ArrayList<>(dates);
        kept.add(new Reading(now, date));
        return new ClockEvidence(List.copyOf(kept.subList(Math.max(0, kept.size() - SAMPLES), kept.size())), newest);
    }

    /**
     * With a row that has just come. A row later than every clock proves nothing: it cannot be told from a wrong one.
     *
     * @param date of the same response, {@code null} if it had none
     */
    ClockEvidence withRow(Instant row, @Nullable Instant date, Instant local, long now) {
        Instant latest = Stream.concat(Stream.of(local, date == null ? local : date), dates.stream().map(d -> d.at(now)))
                .max(Instant::compareTo).orElseThrow().plus(TOLERANCE);
        boolean later = newest == null || row.isAfter(newest.atLeast(now));
        return later && !row.isAfter(latest) ? new ClockEvidence(dates, new Reading(now, row)) : this;
    }

    /** Whether a row is newer than Plivo's clock would be by this {@code Date}. */
    boolean isRefuted(Instant date, long now) {
        return date.isBefore(earliest(now));
    }

    /** No {@code Date} before this is right. */
    private Instant earliest(long now) {
        return newest == null ? Instant.MIN : newest.atLeast(now).minus(TOLERANCE);
    }

    /**
     * By how much the local clock is ahead of each {@code Date} that counts, in the order in which they came. Called a
     * dozen times for each page, so it creates few objects.
     */
    List<Duration> skews(Instant local, long now) {
        Instant earliest = earliest(now);
        List<Duration> skews = new ArrayList<>(dates.size());
        for (Reading date : dates) {
            if (now - date.nanos() < LIFETIME) {
                Instant server = date.at(now);
                if (!server.isBefore(earliest)) {
                    skews.add(Duration.between(server, local));
                }
            }
        }
        return skews;
    }

    /** The time to go by: see {@link PlivoClock}. */
    Instant time(Instant local, long now) {
        List<Duration> skews = skews(local, now);
        List<Duration> votes = new ArrayList<>(skews);
        votes.add(Duration.ZERO);
        Collections.sort(votes);
        Duration ahead = votes.get(votes.size() / 2);
        if (ahead.compareTo(TOLERANCE) > 0) {
            return local.minus(ahead);
        }
        if (newest == null || !agree(skews, TOLERANCE.negated())) {
            return local;
        }
        Instant earliest = local.minus(Collections.max(skews));
        Instant seen = newest.atLeast(now);
        Instant proven = seen.isBefore(earliest) ? seen : earliest;
        return proven.isAfter(local) ? proven : local;
    }

    /**
     * By how much the local clock is ahead of Plivo's, negative if it is behind; zero if they agree or nothing is
     * known. The median; of two, the one that says less.
     */
    Duration offset(Instant local, long now) {
        List<Duration> skews = skews(local, now);
        Collections.sort(skews);
        if (skews.isEmpty()) {
            return Duration.ZERO;
        }
        Duration median = skews.get(skews.size() / 2);
        if (skews.size() == 2 && skews.get(0).abs().compareTo(median.abs()) < 0) {
            median = skews.get(0);
        }
        return median.abs().compareTo(TOLERANCE) > 0 ? median : Duration.ZERO;
    }

    /**
     * Whether at least two responses say, and the last two do, that the local clock is off by more than this, that way.
     */
    static boolean agree(List<Duration> skews, Duration limit) {
        int count = skews.size();
        return count >= 2 && exceeds(skews.get(count - 1), limit) && exceeds(skews.get(count - 2), limit);
    }

    private static boolean exceeds(Duration skew, Duration limit) {
        return limit.isNegative() ? skew.compareTo(limit) < 0 : skew.compareTo(limit) > 0;
    }
}
