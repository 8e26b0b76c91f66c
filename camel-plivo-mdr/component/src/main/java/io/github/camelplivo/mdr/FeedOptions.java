package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.source.FeedKey;
import io.github.camelplivo.mdr.source.FeedTimes;
import org.jspecify.annotations.Nullable;

/**
 * The options of a consumer, checked and parsed when it is created. Only start and end depend on the clock and on the
 * watermark, so they are resolved at each start.
 *
 * @param key          names the records to read, see {@link #key(String, PlivoMdrConfiguration)}
 * @param recheckAfter ages in ascending order, empty without rechecks
 */
record FeedOptions(
        String key, String startTime, @Nullable String endTime, Duration settle, List<Duration> recheckAfter,
        int concurrentRequests, int readAheadBytes, boolean deadLetter) {

    private static final FeedTimes TIMES = new FeedTimes("startTime", "endTime");

    /** @throws IllegalArgumentException names the option, its value and the allowed values */
    static FeedOptions of(String authId, PlivoMdrConfiguration configuration) {
        PlivoMdrChecks.consumer(configuration);
        Duration settle = Duration.ofMillis(configuration.getSettle());
        return new FeedOptions(
                key(authId, configuration), PlusInUri.ofTime(configuration.getStartTime()), endTime(configuration), settle,
                PlivoMdrChecks.recheckAfter(configuration.getRecheckAfter(), settle), configuration.getConcurrentRequests(),
                configuration.getReadAheadBytes(), configuration.getOnMalformed() == OnMalformed.deadLetter);
    }

    /**
     * @param  firstStart               whether the feed has no watermark yet
     * @throws IllegalArgumentException when {@code startTime} or {@code endTime} is wrong at this time
     */
    FeedSettings settings(Duration pollDelay, Clock clock, boolean firstStart) {
        Instant start = TIMES.start(startTime, clock, firstStart);
        return new FeedSettings(
                key, start, TIMES.end(endTime, start, firstStart), settle, pollDelay, recheckAfter,
                concurrentRequests, readAheadBytes, deadLetter, FeedTimes.startBack(startTime));
    }

    private static @Nullable String endTime(PlivoMdrConfiguration configuration) {
        return configuration.getEndTime() == null ? null : PlusInUri.ofTime(configuration.getEndTime());
    }

    /** Names the records to read, independently of the route. */
    static String key(String authId, PlivoMdrConfiguration configuration) {
        if (configuration.getWatermarkKey() != null) {
            return configuration.getWatermarkKey();
        }
        return FeedKey.of(authId, MdrQueries.filters(configuration));
    }
}
