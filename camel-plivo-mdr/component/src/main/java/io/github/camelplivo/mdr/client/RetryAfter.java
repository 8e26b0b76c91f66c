package io.github.camelplivo.mdr.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.utils.DateUtils;

/**
 * Reads the header {@code Retry-After}: whole seconds, seconds with a fraction (Plivo's own Node SDK reads them), or an
 * HTTP date.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private RetryAfter() {
    }

    /** The wait, 0 for a date that has passed; null when the header is missing or says nothing. */
    static Duration parse(String header, Clock clock) {
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
        Duration wait = Duration.between(clock.instant(), date);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
