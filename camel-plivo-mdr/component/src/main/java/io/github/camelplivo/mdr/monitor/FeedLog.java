package io.github.camelplivo.mdr.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.WatermarkLostException;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer logs about its feed: a line a minute while a backfill runs, and each state once when it begins and
 * once when it ends. As the consumer's handler of exceptions it makes one such state of polls that fail.
 */
public final class FeedLog implements ExceptionHandler {

    private static final FeedLogger LOG = FeedLogger.of(FeedLog.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LOSS_NEAR = Duration.ofHours(24);
    private static final Duration LOSS_FAR = Duration.ofHours(25);

    private final FailureLog failures = new FailureLog(LOG);
    private final BackfillLog backfill = new BackfillLog(LOG);
    private final BudgetLog budget = new BudgetLog(LOG);
    private final LatchedCondition losing = new LatchedCondition();
    private final LatchedCondition silent = new LatchedCondition();
    private final LatchedCondition setAside = new LatchedCondition();
    private final LatchedCondition stopped = new LatchedCondition();
    private @Nullable FeedName name;
    private @Nullable PollHistory polls;
    /** By a monotonic clock. */
    private long nextReminder;

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public synchronized void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        Objects.requireNonNull(name).run(() -> {
            if (exchange != null) {
                // that its page was not completed is logged for every reason that there is
                LOG.debug(CamelExchangeException.createExceptionMessage(message, exchange, exception), exception);
            } else {
                pollFailed(exception);
            }
        });
    }

    private void pollFailed(Throwable exception) {
        if (exception instanceof WatermarkLostException) {
            if (stopped.begins(true)) {
                LOG.error("{}", Causes.text(exception));
            }
            return;
        }
        String failure = polls().failure();
        // what names the remedy needs no stack trace
        boolean isClear = Causes.plivoFailure(exception) != null || exception instanceof IOException;
        failures.failed(FailureLog.Place.POLLS, Causes.kind(exception),
                failure == null ? "A poll failed: " + Causes.text(exception) : failure, isClear ? null : exception,
                polls().nanoTime());
    }

    /** There are polls only after the consumer has started. */
    private PollHistory polls() {
        return Objects.requireNonNull(polls);
    }

    /** @param problem why the route did not complete a page */
    public synchronized void routeFailed(String problem) {
        String failure = polls().failure();
        // a poll may have succeeded meanwhile
        failures.failed(FailureLog.Place.ROUTE, Causes.kind(problem), failure == null ? problem : failure, null,
                polls().nanoTime());
    }

    /** The consumer starts again: the next failure is logged as the first. */
    public synchronized void restart(FeedName name, PollHistory polls) {
        this.name = name;
        this.polls = polls;
        failures.reset();
        backfill.reset();
        stopped.ends(true);
    }

    /** Logs what has changed since the last look. */
    public synchronized void report(FeedMonitor monitor) {
        FeedStatus status = monitor.status();
        Patience patience = monitor.patience();
        backfill.report(status, monitor.nanoTime());
        budget.report(monitor, patience);
        loss(status);
        requests(monitor.missingRequest());
        setAside(status, monitor.nanoTime());
        // not at the first success: where every other poll fails this would be two lines for each
        Duration sinceFailure = polls().sinceFailure();
        if (failures.isFailing() && polls().failure() == null && status.outages().isEmpty()
                && sinceFailure != null && sinceFailure.compareTo(patience.limit()) > 0) {
            failures.recovered(polls().endOutage());
        }
    }

    private void requests(@Nullable String missing) {
        if (silent.begins(missing != null)) {
            LOG.warn("{}", missing);
        }
        if (silent.ends(missing == null)) {
            LOG.info("Lists are requested again");
        }
    }

    /** That the first one was set aside is logged by the feed. */
    private void setAside(FeedStatus status, long now) {
        int stretches = status.setAside().size();
        if (setAside.begins(stretches > 0)) {
            nextReminder = now + HOUR.toNanos();
        }
        if (setAside.ends(stretches == 0)) {
            LOG.info("The feed has read or delivered every stretch of time that it had set aside");
        }
        Optional<FeedStatus.Outage> oldest = status.outages().stream().filter(FeedStatus.Outage::setAside).findFirst();
        if (oldest.isPresent() && now - nextReminder >= 0) {
            nextReminder = now + HOUR.toNanos();
            LOG.warn("{} set aside. The oldest: {}",
                    stretches == 1 ? "1 stretch of time is" : stretches + " stretches of time are",
                    HealthRules.text(oldest.get()));
        }
    }

    private void loss(FeedStatus status) {
        Duration left = status.untilLoss();
        if (left != null && losing.begins(left.compareTo(LOSS_NEAR) < 0)) {
            LOG.warn(
                    "Plivo keeps records for 90 days, and the oldest records that this feed has not read {}: it loses records"
                     + " that it does not read by then. See the saturation, whether the backfill is paused, and why polls fail if"
                     + " they do",
                    left.isZero() ? "are older already" : "reach that age in " + text(left));
        }
        if (losing.ends(left == null || left.compareTo(LOSS_FAR) > 0)) {
            LOG.info("No unread records are about to exceed Plivo's 90 days any more");
        }
    }

    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        return millis < 1000 ? millis + "ms" : TimeUtils.printDuration(millis);
    }
}
