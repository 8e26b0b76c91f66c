package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.Locale;

import io.github.camelplivo.mdr.log.FeedLogger;

/**
 * Logs once when lists of an account become slower after a 429, and once when they have reached the configured rate
 * again.
 */
final class RateLimitLog {

    private static final FeedLogger LOG = FeedLogger.of(RequestBudget.class);

    private final String authId;
    private boolean slow;

    RateLimitLog(String authId) {
        this.authId = authId;
    }

    /**
     * @param before lists a minute before the 429
     * @param after  lists a minute after it
     */
    void refused(double before, double after, int configured, Duration pause) {
        if (!slow) {
            slow = true;
            LOG.warn(
                    "Plivo rate-limited list requests of account {} (429): from {} a minute down to {}, after a pause of {} s, and"
                     + " up again while Plivo accepts them. Records arrive later meanwhile. Either another program lists with the"
                     + " same account, or its limit is below listRequestsPerMinute={}: lower that, or ask Plivo to raise the limit",
                    authId, shown(before), shown(after), Math.max(1, pause.toSeconds()), configured);
        }
    }

    void accepted(double now, int configured) {
        if (slow && now >= configured) {
            slow = false;
            LOG.info("Plivo accepts {} list requests a minute of account {} again, as configured", configured, authId);
        }
    }

    static String shown(double perMinute) {
        return String.format(Locale.ROOT, perMinute < 10 ? "%.1f" : "%.0f", perMinute);
    }
}
