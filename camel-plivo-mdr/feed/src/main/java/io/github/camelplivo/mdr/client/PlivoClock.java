package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * The earliest credible time, by a local clock and the {@code Date} of Plivo's responses. If a fast clock takes the
 * last minutes for settled, the feed loses the records that are still to come.
 * <ul>
 * <li>The last three dates count, for an hour of monotonic time each; each gives an estimate of Plivo's time now.
 * <li>A row that Plivo has listed proves that Plivo's clock had reached its {@code message_time}. A date more than 2 s
 * before that is refuted and does not count.
 * <li>Fast: the dates and the local clock vote on how far the local clock is ahead. The upper median is subtracted if
 * it exceeds 2 s. So one date counts until others come, and one odd date among three changes nothing.
 * <li>Slow: if the last two dates or more say that the local clock is more than 2 s behind, the clock shows the time
 * that a listed row proves, but no later than any of the dates says.
 * </ul>
 * Otherwise the clock shows the local time.
 */
final class PlivoClock extends Clock {

    private final Clock local;
    private final LongSupplier nanoTime;
    private final ClockLog log = new ClockLog();
    private volatile ClockEvidence evidence = ClockEvidence.NONE;
    /** The last header {@code Date} and what it says. All responses of a second have the same. */
    private @Nullable String lastDate;
    private @Nullable Instant lastServer;

    PlivoClock(Clock local) {
        this(local, System::nanoTime);
    }

    /** @param nanoTime counts nanoseconds as {@link System#nanoTime()} does */
    PlivoClock(Clock local, LongSupplier nanoTime) {
        this.local = local;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes what an accepted response shows of Plivo's time.
     *
     * @param date      its header {@code Date}, {@code null} if it had none
     * @param newestRow the latest {@code message_time} in it, {@code null} if it had none
     */
    synchronized void observe(@Nullable String date, @Nullable Instant newestRow) {
        Instant server = parse(date);
        Instant here = local.instant();
        long now = nanoTime.getAsLong();
        ClockEvidence known = evidence;
        if (newestRow != null) {
            known = known.withRow(newestRow, server, here, now);
        }
        if (server != null) {
            log.date(server, known.isRefuted(server, now));
            known = known.withDate(server, now);
        }
        evidence = known;
        log.look(known, here, now);
    }

    private @Nullable Instant parse(@Nullable String date) {
        if (!Objects.equals(date, lastDate)) {
            lastDate = date;
            lastServer = date == null ? null : DateUtils.parseStandardDate(date);
        }
        return lastServer;
    }

    @Override
    public Instant instant() {
        return evidence.time(local.instant(), nanoTime.getAsLong());
    }

    /** By how much the local clock is ahead of Plivo's, negative if it is behind; zero up to 2 s, or if not known. */
    Duration offset() {
        return evidence.offset(local.instant(), nanoTime.getAsLong());
    }

    /** Plivo's time, as far as it is known; else the local time. No position may be taken from it. */
    Clock estimate() {
        InstantSource plivos = () -> local.instant().minus(offset());
        return plivos.withZone(local.getZone());
    }

    @Override
    public ZoneId getZone() {
        return local.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return local.withZone(zone);
    }
}
