package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.model.Sha256;
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

    /** @throws IllegalArgumentException names the option, its value and the allowed values */
    static FeedOptions of(String authId, PlivoMdrConfiguration configuration) {
        PlivoMdrChecks.consumer(configuration);
        Duration settle = Duration.ofMillis(configuration.getSettle());
        return new FeedOptions(
                key(authId, configuration), configuration.getStartTime(), configuration.getEndTime(), settle,
                PlivoMdrChecks.recheckAfter(configuration.getRecheckAfter(), settle), configuration.getConcurrentRequests(),
                configuration.getReadAheadBytes(), configuration.getOnMalformed() == OnMalformed.deadLetter);
    }

    /**
     * @param  firstStart               whether the feed has no watermark yet
     * @throws IllegalArgumentException when {@code startTime} or {@code endTime} is wrong at this time
     */
    FeedSettings settings(Duration pollDelay, Clock clock, boolean firstStart) {
        Instant start = PlivoMdrChecks.startTime(startTime, clock, firstStart);
        return new FeedSettings(
                key, start, PlivoMdrChecks.endTime(endTime, start, firstStart), settle, pollDelay, recheckAfter,
                concurrentRequests, readAheadBytes, deadLetter, PlivoMdrChecks.startBack(startTime));
    }

    /**
     * Names the records to read, independently of the route. It appears in logs and watermarks, so it has phone numbers
     * only as a hash. The hash hides them from a casual reader only: trying all numbers takes a second, as
     * docs/security.md says.
     */
    static String key(String authId, PlivoMdrConfiguration configuration) {
        if (configuration.getWatermarkKey() != null) {
            return configuration.getWatermarkKey();
        }
        StringBuilder key = new StringBuilder(authId);
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.isTime() ? null : filter.value(configuration);
            if (value != null) {
                // no '=', which a FileStateRepository does not allow
                key.append(';').append(filter.plivoFilter().plivoName()).append(':')
                        .append(filter.isNumber() ? hash(value) : value);
            }
        }
        return key.toString();
    }

    private static String hash(String value) {
        return HexFormat.of().formatHex(Sha256.of(value), 0, 8);
    }
}
