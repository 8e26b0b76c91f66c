package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.log.FeedLogger;

/** Warns once when the clocks of this machine and of Plivo disagree, and says once when they agree again. */
final class ClockLog {

    private static final FeedLogger LOG = FeedLogger.of(PlivoClock.class);
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(10);
    /** One odd response is no reason for a warning, one good one no reason to take it back. */
    private static final int REFUTED_IN_A_ROW = 2;
    private static final int ACCEPTED_IN_A_ROW = 3;

    /** 1 after the warning that the local clock is ahead, -1 after the one that it is behind. */
    private int warned;
    private boolean refuting;
    private int refuted;
    private int accepted;

    /** Looks at the clocks after a response. */
    void look(ClockEvidence evidence, Instant local, long now) {
        Duration offset = evidence.offset(local, now);
        boolean ahead = ClockEvidence.agree(evidence.skews(local, now), WORTH_A_WARNING.minusNanos(1));
        boolean behind = ClockEvidence.agree(evidence.skews(local, now), WORTH_A_WARNING.minusNanos(1).negated());
        if (ahead && warned <= 0) {
            warned = 1;
            LOG.warn("The clock of this machine is {} s ahead of Plivo's. Using Plivo's time; synchronize this machine's"
                     + " clock (NTP)",
                    offset.toSeconds());
        } else if (behind && warned >= 0) {
            warned = -1;
            LOG.warn("The clock of this machine is {} s behind Plivo's, and records arrive that much later. Synchronize this"
                     + " machine's clock (NTP)",
                    offset.abs().toSeconds());
        } else if (warned != 0 && offset.isZero() && !evidence.skews(local, now).isEmpty()) {
            warned = 0;
            LOG.info("The clock of this machine agrees with Plivo's again");
        }
    }

    /** A response had this {@code Date}, and rows that Plivo has listed are newer or not. */
    void date(Instant date, boolean isRefuted) {
        refuted = isRefuted ? refuted + 1 : 0;
        accepted = isRefuted ? 0 : accepted + 1;
        if (!refuting && refuted >= REFUTED_IN_A_ROW) {
            refuting = true;
            LOG.warn("Plivo's responses carry the Date {}, but Plivo has listed newer records. Ignoring such dates; look for a"
                     + " proxy or gateway that changes the header Date or responds from a cache",
                    date);
        } else if (refuting && accepted >= ACCEPTED_IN_A_ROW) {
            refuting = false;
            LOG.info("The Date of Plivo's responses agrees with its records again");
        }
    }
}
