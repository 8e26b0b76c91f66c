package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.apache.hc.client5.http.utils.DateUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by a local clock, but never ahead of Plivo's, as far as the {@code Date} of its answers tells. Whoever takes
 * the last minutes for complete because the local clock is fast loses the records that are still to come. A slow clock
 * only makes records come later and is left alone.
 */
final class PlivoClock extends Clock {

    private static final Logger LOG = LoggerFactory.getLogger(PlivoClock.class);
    /** The header has whole seconds, and the answer has travelled. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(10);

    private final Clock local;
    private volatile Duration ahead = Duration.ZERO;
    private volatile ServerTime last = new ServerTime("", null);

    /** A header and what it says; within a second all answers have the same. */
    private record ServerTime(String date, Instant time) {
    }

    PlivoClock(Clock local) {
        this.local = local;
    }

    /** Takes the header {@code Date} of an answer that has just come, {@code null} if it had none. */
    void observe(String date) {
        if (date == null) {
            return;
        }
        ServerTime server = last;
        if (!server.date.equals(date)) {
            server = new ServerTime(date, DateUtils.parseStandardDate(date));
            last = server;
        }
        if (server.time == null) {
            return;
        }
        Duration difference = Duration.between(server.time, local.instant());
        Duration now = difference.compareTo(TOLERANCE) > 0 ? difference : Duration.ZERO;
        if (now.compareTo(WORTH_A_WARNING) > 0 && ahead.compareTo(WORTH_A_WARNING) <= 0) {
            LOG.warn("The clock of this machine is {} s ahead of Plivo's. Plivo's is used; set the machine's right",
                    now.toSeconds());
        }
        ahead = now;
    }

    @Override
    public Instant instant() {
        return local.instant().minus(ahead);
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
