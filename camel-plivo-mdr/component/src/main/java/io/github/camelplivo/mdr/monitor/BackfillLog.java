package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.util.Locale;

import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/** How far the backfill is: a line a minute while it runs, and one when it is complete. */
final class BackfillLog {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FeedLogger log;
    /** By a monotonic clock; {@code null} while no backfill runs. */
    private @Nullable Long nextLine;
    private long recordsBefore;

    BackfillLog(FeedLogger log) {
        this.log = log;
    }

    /** The consumer starts again. */
    void reset() {
        nextLine = null;
    }

    /** @param now by a monotonic clock */
    void report(FeedStatus status, long now) {
        if (status.backfill().finished()) {
            if (nextLine != null) {
                nextLine = null;
                log.info("The backfill is complete: {} records from {} to {}",
                        status.backfill().records() - recordsBefore, status.backfill().start(), status.backfill().end());
            }
        } else if (nextLine == null) {
            nextLine = now + MINUTE.toNanos();
            recordsBefore = status.backfill().records();
        } else if (now - nextLine >= 0 && !status.backfillPaused()) {
            nextLine = now + MINUTE.toNanos();
            // rounding must not say that it is complete
            double percent = Math.min(99.9, 100 * status.backfillShare());
            log.info("Backfill: {} %, at {}, {} records, {}; the live sweep is {} behind",
                    String.format(Locale.ROOT, "%.1f", percent), status.backfill().cursor(),
                    status.backfill().records() - recordsBefore, status.backfillTimeLeft() == null
                            ? "time left not known yet" : "about " + FeedLog.text(status.backfillTimeLeft()) + " left",
                    FeedLog.text(status.lag()));
        }
    }
}
