package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.source.FeedTimes;
import org.jspecify.annotations.Nullable;

/** Checks options at start-up. A message has the option's name, its value and the allowed values. */
final class PlivoMdrChecks {

    private static final Pattern AUTH_ID = Pattern.compile("(MA|SA)[A-Z0-9]{18}");
    private static final Pattern LIKE_AUTH_ID = Pattern.compile("(?i)[MS]A[A-Z0-9]{0,22}");
    private static final int FEWEST_BYTES = 64 << 10;
    private static final int MAX_CONCURRENT = 64;

    private PlivoMdrChecks() {
    }

    /** Checks the options of every endpoint. */
    static void endpoint(String authId, PlivoMdrConfiguration configuration) {
        // a value of another form may be the token
        String shown = LIKE_AUTH_ID.matcher(authId).matches() ? "'" + authId + "'" : "not shown, because it may be a secret";
        require(AUTH_ID.matcher(authId).matches(),
                "authId is " + shown + ", allowed is 20 characters: MA (account) or SA (subaccount), then 18 capital letters and"
                                                   + " digits, without blanks or line breaks around them."
                                                   + " The token belongs in authToken");
        require(configuration.getAuthToken() != null && !configuration.getAuthToken().isBlank(),
                "authToken is missing: set it on the component (camel.component.plivo-mdr.auth-token) or on the endpoint");
        require(configuration.getLimit() >= 1 && configuration.getLimit() <= 20, "limit", configuration.getLimit(), "1 to 20");
        require(configuration.getOffset() >= 0, "offset", configuration.getOffset(), "0 or more");
        require(configuration.getListRequestsPerMinute() >= 1, "listRequestsPerMinute",
                configuration.getListRequestsPerMinute(), "1 or more");
        require(configuration.getRequestsPerSecond() >= 1, "requestsPerSecond", configuration.getRequestsPerSecond(),
                "1 or more");
        require(configuration.getPermitTimeout() >= 1, "permitTimeout", configuration.getPermitTimeout() + " ms",
                "1ms or more, such as 30s");
        settle(configuration.getSettle());
        for (MdrFilter filter : MdrFilter.values()) {
            filter.value(configuration);
        }
    }

    /** Checks the options of a consumer. */
    static void consumer(PlivoMdrConfiguration configuration) {
        for (MdrFilter filter : MdrFilter.values()) {
            require(!filter.isTime() || filter.value(configuration) == null,
                    filter.option() + " is for the producer's list and listAll: a consumer has startTime and endTime");
        }
        require(configuration.getLimit() == 20 && configuration.getOffset() == 0,
                "limit and offset are for the producer's list: a consumer reads all pages, of 20 records each");
        places(configuration);
        require(configuration.getConcurrentRequests() >= 1 && configuration.getConcurrentRequests() <= MAX_CONCURRENT,
                "concurrentRequests", configuration.getConcurrentRequests(), "1 to " + MAX_CONCURRENT);
        require(configuration.getReadAheadBytes() >= FEWEST_BYTES, "readAheadBytes", configuration.getReadAheadBytes(),
                FEWEST_BYTES + " or more, such as 8388608");
        recheckAfter(configuration.getRecheckAfter(), Duration.ofMillis(configuration.getSettle()));
    }

    private static void places(PlivoMdrConfiguration configuration) {
        Map<String, Object> places = new LinkedHashMap<>();
        places.put("watermarkFile", configuration.getWatermarkFile());
        places.put("watermarkDataSource", configuration.getWatermarkDataSource());
        places.put("watermarkRepository", configuration.getWatermarkRepository());
        places.values().removeIf(Objects::isNull);
        require(places.size() <= 1,
                String.join(" and ", places.keySet()) + (places.size() == 2 ? " are both set" : " are all set")
                                    + ": the feed can store its position in one place only");
    }

    /** With 0 the feed would lose records that Plivo lists late, and Camel converts {@code 15x} to 0. */
    private static void settle(long millis) {
        require(millis >= 1000, "settle", millis + " ms",
                "1s or more, such as 15s; a number without a unit is milliseconds, and a value that is not a duration counts"
                                                          + " as 0");
    }

    /** Camel converts an invalid duration to 0, and would poll without a pause. */
    static void delay(long millis) {
        require(millis >= 1, "delay", millis + " ms", "1 or more, or a duration such as 30s");
    }

    /** The option {@code recheckAfter}: ascending ages; empty if it is not set. */
    static List<Duration> recheckAfter(@Nullable String value, Duration settle) {
        String allowed = "ages such as 10m,1h,6h,26h, each more than the one before, the first more than settle ("
                         + settle.toSeconds() + "s) and the last less than the 90 days that Plivo keeps";
        List<Duration> ages = new ArrayList<>();
        if (value == null) {
            return ages;
        }
        Duration before = settle;
        for (String text : value.split(",", -1)) {
            Duration age = FeedTimes.age(text.trim());
            require(age != null && age.compareTo(before) > 0 && age.compareTo(PageSource.RETENTION) < 0, "recheckAfter",
                    value,
                    allowed);
            ages.add(age);
            before = age;
        }
        return ages;
    }

    private static void require(boolean valid, String name, Object value, String allowed) {
        if (!valid) {
            throw invalid(name, value, allowed);
        }
    }

    private static IllegalArgumentException invalid(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + " is '" + value + "', allowed is " + allowed);
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
