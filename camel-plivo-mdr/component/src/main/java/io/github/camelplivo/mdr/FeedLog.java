package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.github.camelplivo.mdr.client.PlivoMdrException;
import io.github.camelplivo.mdr.feed.FeedStatus;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer logs about its feed: a line a minute while a backfill runs, and states once when they begin and once
 * when they end. As the consumer's handler of exceptions it makes one such state of polls that fail.
 */
final class FeedLog implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PlivoMdrConsumer.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOSS_NEAR = Duration.ofHours(24);
    private static final Duration LOSS_FAR = Duration.ofHours(25);

    private final Alarm failing = new Alarm();
    private final Alarm saturated = new Alarm();
    private final Alarm losing = new Alarm();
    private Instant nextLine;

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
        String text = CamelExchangeException.createExceptionMessage(message, exchange, exception);
        if (!failing.begins(true)) {
            LOG.debug(text, exception);
        } else if (exception instanceof PlivoMdrException) {
            // says all there is to say
            LOG.warn("{} Whatever else fails is logged at DEBUG until polls succeed again", text);
        } else {
            LOG.warn("{} Whatever else fails is logged at DEBUG until polls succeed again", text, exception);
        }
    }

    /** The consumer starts anew: what fails from now on is told. */
    synchronized void restart() {
        failing.ends(true);
        nextLine = null;
    }

    /** Tells what has changed since the last look. */
    synchronized void look(FeedMonitor monitor, Polls polls) {
        Instant now = monitor.now();
        FeedStatus status = monitor.status();
        backfill(status, now);
        saturation(monitor);
        loss(status);
        // not at the first success: where every other poll fails this would be two lines for each
        Instant lastFailure = polls.lastFailure();
        if (polls.cause() == null && status.failing().isEmpty() && lastFailure != null
                && lastFailure.isBefore(now.minus(monitor.limit()))
                && failing.ends(true)) {
            LOG.info("Polls succeed again: the last failure was at {}", lastFailure);
        }
    }

    private void backfill(FeedStatus status, Instant now) {
        if (status.backfill().over()) {
            if (nextLine != null) {
                nextLine = null;
                LOG.info("The backfill is complete: {} records from {} to {}",
                        status.backfill().records(), status.backfill().start(), status.backfill().end());
            }
        } else if (nextLine == null) {
            nextLine = now.plus(MINUTE);
        } else if (!now.isBefore(nextLine) && !status.backfillPaused()) {
            nextLine = now.plus(MINUTE);
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
            LOG.warn("Plivo keeps records for 90 days, and the oldest that this feed has still to read fall off in {}. See the"
                     + " saturation, and whether the backfill is paused",
                    text(left));
        }
        if (losing.ends(left == null || left.compareTo(LOSS_FAR) > 0)) {
            LOG.info("No records are about to fall off Plivo's 90 days any more");
        }
    }

    private static String text(Duration duration) {
        return duration.isZero() ? "0s" : TimeUtils.printDuration(duration.toMillis());
    }
}
