package io.github.camelplivo.mdr.source;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.PlivoTime;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed starts and ends, as users write it: an instant, or an age such as 24h. A message has the name of the
 * option, its value and the allowed values.
 *
 * @param startOption the name of the option that says where the feed starts
 * @param endOption   the name of the option that says where it ends
 */
public record FeedTimes(String startOption, String endOption) {

    /** Days, hours, minutes, seconds and milliseconds; an unknown unit is not an age. */
    private static final Pattern AGE = Pattern.compile(
            "(?=.)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    /**
     * Where the feed starts.
     *
     * @param  firstStart               whether the feed has no watermark. If it has one, a fixed time may have become
     *                                  too old, and is unused
     * @throws IllegalArgumentException names the option
     */
    public Instant start(String value, Clock clock, boolean firstStart) {
        Instant now = clock.instant();
        Instant earliest = now.minus(PageSource.RETENTION);
        Duration back = isAge(value) ? age(value) : Duration.between(instant(startOption, value), now);
        if (back == null) {
            throw invalid(startOption, value, "an age (24h, 90d, P90D), or a time such as 2026-11-01T00:00:00Z");
        }
        boolean kept = back.compareTo(PageSource.RETENTION) <= 0;
        if (!kept && firstStart) {
            throw invalid(startOption, value,
                    "at most 90 days back, because Plivo keeps records for 90 days: 90d, or a time after " + whole(earliest));
        }
        return kept ? now.minus(back) : earliest;
    }

    /** The age that the start is, {@code null} if it is an instant. */
    public static @Nullable Duration startBack(String value) {
        return isAge(value) ? age(value) : null;
    }

    /**
     * Where the feed ends, {@code null} if it never ends. Windows are whole seconds, so a fraction counts as the next
     * second: the feed omits nothing before the time.
     *
     * @param  firstStart               whether the feed has no watermark. If it has one, it may have been down at its
     *                                  end, and have records left to read
     * @throws IllegalArgumentException names the option
     */
    public @Nullable Instant end(@Nullable String value, Instant start, boolean firstStart) {
        if (value == null) {
            return null;
        }
        Instant end = instant(endOption, value);
        if (!end.isAfter(start) && firstStart) {
            throw invalid(endOption, value, "a time after " + startOption + ", which is " + whole(start));
        }
        Instant second = end.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(end) ? end : second.plusSeconds(1);
    }

    /** An age such as 26h, 1h30m or PT26H; {@code null} if the text is not one. */
    public static @Nullable Duration age(String value) {
        Matcher parts = AGE.matcher(value);
        if (parts.matches()) {
            return Duration.ofDays(number(parts.group(1))).plusHours(number(parts.group(2))).plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4))).plusMillis(number(parts.group(5)));
        }
        if (!value.startsWith("P")) {
            return null;
        }
        try {
            Duration age = Duration.parse(value);
            return age.isNegative() ? null : age;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static boolean isAge(String value) {
        return !value.matches("\\d{4}-\\d.*");
    }

    private static Instant instant(String option, String value) {
        try {
            return PlivoTime.parseFilter(value);
        } catch (IllegalArgumentException e) {
            // without a cause: readers look at the last message of a stack trace, and it names the option
            throw new IllegalArgumentException(option + ": " + e.getMessage());
        }
    }

    private static Instant whole(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static IllegalArgumentException invalid(String option, String value, String allowed) {
        return new IllegalArgumentException(option + " is '" + value + "', allowed is " + allowed);
    }
}
