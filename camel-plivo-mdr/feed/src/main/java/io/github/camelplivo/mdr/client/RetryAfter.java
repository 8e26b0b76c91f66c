package io.github.camelplivo.mdr.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Retry-After}: whole seconds, seconds with a fraction (Plivo's own Node SDK reads them), or an
 * HTTP date, which is one of the server's clock, whatever the local one shows.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private RetryAfter() {
    }

    /**
     * The wait, 0 for a date that has passed; null when the header is missing or says nothing.
     *
     * @param headers of the response; where they have no {@code Date}, the clock tells when that was
     */
    static @Nullable Duration parse(Map<String, String> headers, Clock clock) {
        String header = headers.get("Retry-After");
        if (header == null) {
            return null;
        }
        String text = header.trim();
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofNanos(new BigDecimal(text).movePointRight(9).setScale(0, RoundingMode.UP).longValueExact());
        }
        Instant date = DateUtils.parseStandardDate(text);
        if (date == null) {
            return null;
        }
        Instant answered = headers.get("Date") == null ? null : DateUtils.parseStandardDate(headers.get("Date"));
        Duration wait = Duration.between(answered == null ? clock.instant() : answered, date);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
