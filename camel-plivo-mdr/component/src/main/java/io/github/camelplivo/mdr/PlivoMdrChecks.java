package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.model.PlivoTime;
import org.apache.camel.util.TimeUtils;

/** Says at start-up what is wrong with an option: its name, its value, what is allowed. */
final class PlivoMdrChecks {

    private static final Pattern AUTH_ID = Pattern.compile("(MA|SA)[A-Z0-9]{18}");
    private static final Pattern SUBACCOUNT = Pattern.compile("SA[A-Z0-9]{18}");
    private static final Duration RETENTION = Duration.ofDays(90);

    private PlivoMdrChecks() {
    }

    /** What holds for every endpoint. */
    static void endpoint(String authId, PlivoMdrConfiguration configuration) {
        require(AUTH_ID.matcher(authId).matches(), "authId", authId,
                "20 characters: MA (account) or SA (subaccount), then 18 capital letters and digits");
        require(configuration.getAuthToken() != null && !configuration.getAuthToken().isBlank(),
                "authToken is missing: set it on the component (camel.component.plivo-mdr.auth-token) or on the endpoint");
        require(configuration.getSubaccount() == null || SUBACCOUNT.matcher(configuration.getSubaccount()).matches(),
                "subaccount", configuration.getSubaccount(), "20 characters: SA, then 18 capital letters and digits");
        require(configuration.getLimit() >= 1 && configuration.getLimit() <= 20, "limit", configuration.getLimit(), "1 to 20");
        require(configuration.getOffset() >= 0, "offset", configuration.getOffset(), "0 or more");
        require(configuration.getListRequestsPerMinute() >= 1, "listRequestsPerMinute",
                configuration.getListRequestsPerMinute(), "1 or more");
        require(configuration.getRequestsPerSecond() >= 1, "requestsPerSecond", configuration.getRequestsPerSecond(),
                "1 or more");
        require(configuration.getSettle() >= 0, "settle", configuration.getSettle() + " ms", "0 or more");
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.value(configuration);
            if (filter.isTime() && value != null) {
                time(filter.option(), value);
            }
        }
    }

    /** What holds for a consumer besides. */
    static void consumer(PlivoMdrConfiguration configuration) {
        for (MdrFilter filter : MdrFilter.values()) {
            require(!filter.isTime() || filter.value(configuration) == null,
                    filter.option() + " is for the producer's list and listAll: a consumer has startTime and endTime");
        }
        require(configuration.getLimit() == 20 && configuration.getOffset() == 0,
                "limit and offset are for the producer's list: a consumer reads all pages, of 20 records each");
        require(configuration.getWatermarkFile() == null || configuration.getWatermarkRepository() == null,
                "watermarkFile and watermarkRepository are both set: the position can be kept in one place only");
    }

    /** The option {@code startTime}: an instant, or how far back from now. */
    static Instant startTime(String value, Clock clock) {
        Instant now = clock.instant();
        Instant start = isAge(value) ? now.minus(age(value)) : time("startTime", value);
        require(!start.isBefore(now.minus(RETENTION)), "startTime", value,
                "at most 90 days back, which is as long as Plivo keeps records: 90d, or a time after " + now.minus(RETENTION));
        return start;
    }

    /** The option {@code endTime}, {@code null} if not set. */
    static Instant endTime(String value, Instant startTime) {
        if (value == null) {
            return null;
        }
        Instant end = time("endTime", value);
        require(end.isAfter(startTime), "endTime", value, "a time after startTime, which is " + startTime);
        return end;
    }

    private static boolean isAge(String value) {
        return !value.matches("\\d{4}-\\d.*");
    }

    private static Duration age(String value) {
        try {
            Duration age = value.startsWith("P") ? Duration.parse(value) : Duration.ofMillis(TimeUtils.toMilliSeconds(value));
            require(!age.isNegative(), "startTime", value, "0 or more");
            return age;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "startTime is '" + value + "', allowed are how far back (24h, 90d, P90D) and a time such as 2026-11-01T00:00:00Z",
                    e);
        }
    }

    private static Instant time(String name, String value) {
        try {
            return PlivoTime.parseFilter(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static void require(boolean right, String name, Object value, String allowed) {
        require(right, name + " is '" + value + "', allowed is " + allowed);
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
