package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/** Counts the responses that did not belong to their request; a warning for the first one and then once an hour. */
final class MismatchLog {

    private static final FeedLogger LOG = FeedLogger.of(MismatchLog.class);
    private static final Duration QUIET = Duration.ofHours(1);

    private final String account;
    private final InstantSource clock;
    private @Nullable Instant warned;
    private long count;

    MismatchLog(String account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /** @param problem the request and the received rows, one line without secrets */
    synchronized void note(@Nullable String problem) {
        count++;
        Instant now = clock.instant();
        // also after a clock was set back, so that it is never silent for longer
        if (warned == null || Duration.between(warned, now).abs().compareTo(QUIET) >= 0) {
            warned = now;
            LOG.warn("Plivo's response to a request of account {} does not match its request: {}. The client dropped it with"
                     + " its connection, and retries the request. A proxy, gateway or cache on the way may mix up"
                     + " responses or drop query parameters. Such responses so far: {}. Logged once an hour, others at DEBUG",
                    account, problem, count);
        } else {
            LOG.debug("Plivo's response to a request of account {} does not match its request: {}", account, problem);
        }
    }

    synchronized long count() {
        return count;
    }
}
