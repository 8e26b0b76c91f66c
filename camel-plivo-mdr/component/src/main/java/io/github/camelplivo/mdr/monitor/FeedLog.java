package io.github.camelplivo.mdr.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.client.PlivoMdrException;
import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.TimeUtils;

/**
 * What a consumer logs about its feed: a line a minute while a backfill runs, and each state once when it begins and
 * once when it ends. As the consumer's handler of exceptions it makes one such state of polls that fail.
 */
public final class FeedLog implements ExceptionHandler {

    private static final FeedLogger LOG = FeedLogger.of(FeedLog.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOSS_NEAR = Duration.ofHours(24);
    private static final Duration LOSS_FAR = Duration.ofHours(25);

    private final FailureLog failures = new FailureLog(LOG);
    private final LatchedCondition saturated = new LatchedCondition();
    private final LatchedCondition losing = new LatchedCondition();
    private final LatchedCondition silent = new LatchedCondition();
    private final LatchedCondition setAside = new LatchedCondition();
    private final LatchedCondition unordered = new LatchedCondition();
    private final LatchedCondition delayTooShort = new LatchedCondition();
    private FeedName name;
    private PollHistory polls;
    /** By a monotonic clock; {@code null} while no backfill runs. */
    private Long nextLine;

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public synchronized void handleException(String message, Exchange exchange, Throwable exception) {
        name.run(() -> {
            if (exchange != null) {
                // that its page was not completed is logged for every reason that there is
                LOG.debug(CamelExchangeException.createExceptionMessage(message, exchange, exception), exception);
            } else {
                pollFailed(exception);
            }
        });
    }

    private void pollFailed(Throwable exception) {
        String failure = polls.failure();
        // what names the remedy needs no stack trace
        boolean isClear = exception instanceof PlivoMdrException || exception instanceof IOException;
        failures.failed(FailureLog.Place.POLLS, Causes.kind(exception),
                failure == null ? "A poll failed: " + Causes.text(exception) : failure, isClear ? null : exception,
                polls.nanoTime());
    }

    /** @param problem why the route did not complete a page */
    public synchronized void routeFailed(String problem) {
        failures.failed(FailureLog.Place.ROUTE, Causes.kind(problem), polls.failure(), null, polls.nanoTime());
    }

    /** The consumer starts again: the next failure is logged as the first. */
    public synchronized void restart(FeedName name, PollHistory polls) {
        this.name = name;
        this.polls = polls;
        failures.reset();
        nextLine = null;
    }

    /** Logs what has changed since the last look. */
    public synchronized void look(FeedMonitor monitor) {
        FeedStatus status = monitor.status();
        Patience patience = monitor.patience();
        backfill(status, monitor.nanoTime());
        saturation(monitor);
        loss(status);
        requests(monitor.missingRequest());
        setAside(status);
        order(status);
        delay(patience, monitor.client().budget().listRequestsPerMinute());
        // not at the first success: where every other poll fails this would be two lines for each
        if (failures.isFailing() && polls.failure() == null && status.outages().isEmpty()
                && polls.sinceFailure().compareTo(patience.limit()) > 0) {
            failures.recovered(polls.endOutage());
        }
    }

    private void requests(String missing) {
        if (silent.begins(missing != null)) {
            LOG.warn("{}", missing);
        }
        if (silent.ends(missing == null)) {
            LOG.info("Lists are requested again");
        }
    }

    private void setAside(FeedStatus status) {
        status.outages().stream().filter(FeedStatus.Outage::setAside).findFirst()
                .filter(oldest -> setAside.begins(true))
                .ifPresent(oldest -> LOG.warn("{}", HealthRules.text(oldest)));
        if (setAside.ends(status.setAside().isEmpty())) {
            LOG.info("Every stretch of time that could not be read has been read by now");
        }
    }

    private void order(FeedStatus status) {
        if (unordered.begins(status.unordered())) {
            LOG.warn("Plivo's list is not newest first, as it is documented to be; windows are read by offset, which costs"
                     + " twice the requests. No record is lost. Report this to Plivo");
        }
        if (unordered.ends(!status.unordered())) {
            LOG.info("Plivo's list is newest first again");
        }
    }

    private void delay(Patience patience, double listRequestsPerMinute) {
        if (delayTooShort.begins(patience.isDelayTooShort())) {
            LOG.warn(
                    "The budget cannot serve live reads in each delay={}: {} lists a minute give this feed one every {}. Records"
                     + " come that much later. Ask Plivo for a higher limit and set listRequestsPerMinute, or make delay longer",
                    text(patience.delay()), String.format(Locale.ROOT, "%.0f", listRequestsPerMinute),
                    text(patience.interval()));
        }
        if (delayTooShort.ends(!patience.isDelayTooShort())) {
            LOG.info("The budget can serve live reads in each delay again");
        }
    }

    private void backfill(FeedStatus status, long now) {
        if (status.backfill().over()) {
            if (nextLine != null) {
                nextLine = null;
                LOG.info("The backfill is complete: {} records from {} to {}",
                        status.backfill().records(), status.backfill().start(), status.backfill().end());
            }
        } else if (nextLine == null) {
            nextLine = now + MINUTE.toNanos();
        } else if (now - nextLine >= 0 && !status.backfillPaused()) {
            nextLine = now + MINUTE.toNanos();
            LOG.info("Backfill: {} %, at {}, {} records, {} left; the live sweep is {} behind",
                    String.format(Locale.ROOT, "%.1f", 100 * status.backfillShare()), status.backfill().cursor(),
                    status.backfill().records(), status.backfillTimeLeft() == null
                            ? "not known how long" : "about " + text(status.backfillTimeLeft()),
                    text(status.lag()));
        }
    }

    private void saturation(FeedMonitor monitor) {
        double saturation = monitor.saturation();
        if (saturated.begins(saturation > 1)) {
            LOG.warn(
                    "Records arrive faster than they can be read: the feeds of this account need {} times what {} lists a minute"
                     + " can read, rechecks included. Ask Plivo for a higher limit and set listRequestsPerMinute, or name fewer ages"
                     + " in recheckAfter",
                    String.format(Locale.ROOT, "%.1f", saturation),
                    String.format(Locale.ROOT, "%.0f", monitor.client().budget().listRequestsPerMinute()));
        }
        if (saturated.ends(saturation < 0.9)) {
            LOG.info("Records can be read as fast as they arrive again");
        }
    }

    private void loss(FeedStatus status) {
        Duration left = status.untilLoss();
        if (left != null && losing.begins(left.compareTo(LOSS_NEAR) < 0)) {
            LOG.warn(
                    "Plivo keeps records for 90 days, and the oldest that this feed has still to read exceed them in {}: what is"
                     + " not read by then is lost. See the saturation, whether the backfill is paused, and why polls fail if they do",
                    text(left));
        }
        if (losing.ends(left == null || left.compareTo(LOSS_FAR) > 0)) {
            LOG.info("No records are about to exceed Plivo's 90 days any more");
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
