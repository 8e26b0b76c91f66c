package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a feed that makes no progress. Only monotonic time counts, so that no clock that is or was wrong
 * makes a dead feed look healthy or a healthy one dead.
 */
public final class HealthRules {

    private final PollHistory polls;

    public HealthRules(PollHistory polls) {
        this.polls = polls;
    }

    /**
     * The first rule that is broken.
     *
     * @param  requestedAt when the feed last requested a list
     * @param  isExpected  whether the feed should poll
     * @param  isPolling   whether a poll is under way
     * @return             the cause; {@code null} if the feed makes progress
     */
    public @Nullable String failure(
            FeedStatus status, Patience patience, long requestedAt, boolean isExpected, boolean isPolling) {
        if (polls.stopped() != null) {
            return polls.stopped();
        }
        String failure = isExpected ? polls.silence(patience.limit(), isPolling) : null;
        String outage = outage(status, patience.limit());
        if (failure == null || polls.failure() == null && outage != null) {
            // what cannot be read says more than that nothing polls
            failure = outage;
        }
        if (failure == null && isExpected) {
            failure = stuckSweep(status, patience);
        }
        return failure == null && isExpected ? missingRequest(status, patience, requestedAt) : failure;
    }

    private static @Nullable String outage(FeedStatus status, Duration limit) {
        for (FeedStatus.Outage outage : status.outages()) {
            if (outage.lasts().compareTo(limit) >= 0) {
                return text(outage);
            }
        }
        return null;
    }

    public static String text(FeedStatus.Outage outage) {
        SweepProgress sweep = outage.sweep();
        Instant since = Objects.requireNonNull(sweep.failingSince()).truncatedTo(ChronoUnit.SECONDS);
        return outage.setAside()
                ? sweep.cursor() + ".." + sweep.end() + " has been unreadable since " + since + ": "
                  + withoutStop(sweep.failure())
                  + "; records before and after are delivered. The feed tries it again with increasing pauses;"
                  + " if it lasts, report it to Plivo, and see the option onMalformed"
                : "The " + sweep.name() + " sweep has failed since " + since + ": " + sweep.failure();
    }

    private static @Nullable String withoutStop(@Nullable String text) {
        return text != null && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private @Nullable String stuckSweep(FeedStatus status, Patience patience) {
        for (SweepProgress sweep : status.sweeps()) {
            Duration still = shorter(since(sweep.movedAt()), polls.sinceExpected());
            if (sweep.hasWork() && status.isMeantToMove(sweep) && still.compareTo(patience.limit(sweep.name())) >= 0) {
                return "The " + sweep.name() + " sweep has something to read and has not moved for " + FeedLog.text(still)
                       + ", at " + sweep.cursor()
                       + (sweep.failure() == null
                               ? ": other sweeps, feeds or producers use up the lists of this account, or Plivo is slow. See"
                                 + " saturation, and raise listRequestsPerMinute if Plivo allows more"
                               : ": " + sweep.failure());
            }
        }
        return null;
    }

    /**
     * No list was sent for three delays, though one is due in each.
     *
     * @return {@code null} if all is well, also while the route has a page or the feed has come to its end
     */
    public @Nullable String missingRequest(FeedStatus status, Patience patience, long requestedAt) {
        Duration silent = shorter(since(requestedAt), polls.sinceFree());
        return silent.compareTo(patience.requestLimit()) < 0 || status.finished()
                ? null
                : "The feed has requested no list for " + FeedLog.text(silent) + ", although one is due every "
                  + FeedLog.text(Patience.longer(patience.delay(), patience.interval()))
                  + ": it assumes that there is nothing to read. Check the clock of this machine (NTP); if it is correct,"
                  + " stop and start the route, and report this";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(polls.nanoTime() - nanos);
    }

    /** What is unusual about a feed that makes progress; {@code null} if nothing is. */
    public static @Nullable String remark(FeedStatus status, Duration clockOffset) {
        if (!clockOffset.isZero()) {
            return clockOffset.isNegative()
                    ? "The clock of this machine is " + clockOffset.abs().toSeconds() + " s behind Plivo's, and records arrive"
                      + " that much later. Synchronize this machine's clock (NTP)"
                    : "The clock of this machine is " + clockOffset.toSeconds() + " s ahead of Plivo's. Using Plivo's time;"
                      + " synchronize this machine's clock (NTP)";
        }
        if (status.untilLoss() != null && status.untilLoss().isZero()) {
            return "Records are being lost: records that this feed has not read exceed Plivo's 90 days. See the saturation, and"
                   + " whether the backfill is paused";
        }
        if (status.unordered()) {
            return "Plivo's list is not newest first: the feed reads windows by offset, which costs twice the requests. Report it to"
                   + " Plivo";
        }
        return status.backfillPaused() && !status.backfill().finished()
                ? "The backfill is paused on request. Resume it before its records are more than 90 days old" : null;
    }
}
