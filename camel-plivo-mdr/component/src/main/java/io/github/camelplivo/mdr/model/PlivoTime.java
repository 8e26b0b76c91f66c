package io.github.camelplivo.mdr.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Plivo's two ways of writing a time.
 * <ul>
 * <li>In a record: {@code 2021-07-13 13:04:06.799021+05:30}, in the account's zone at the moment of reading, with none
 * to six digits of a second because trailing zeros are cut ("Retrieve a Message").</li>
 * <li>In a filter: {@code 2021-03-21 11:47[:30[.982811]]}, always UTC and never with an offset ("List All
 * Messages").</li>
 * </ul>
 */
public final class PlivoTime {

    private static final Pattern TIME
            = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})([ T])(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
                              + "(Z|([+-])(\\d{2})(?::?(\\d{2}))?)?");
    private static final int SHORTEST = "2026-11-21 22:25".length();
    private static final DateTimeFormatter SECONDS
            = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS
            = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final int SHOWN = 80;
    /** The forms of a time that {@link #parseFilter} reads, for a message. */
    public static final String ALLOWED
            = "allowed are ISO-8601 with an offset or Z (2026-11-21T22:25:00Z, 2026-11-21T23:25:00+01:00) and Plivo's own format,"
              + " which is UTC (2026-11-21 22:25, 2026-11-21 22:25:00, 2026-11-21 22:25:00.123456)";

    private PlivoTime() {
    }

    /**
     * The time in a record, with its offset.
     *
     * @return null when the text is null, not a time, or without an offset: this class never guesses an instant
     */
    public static @Nullable OffsetDateTime parse(@Nullable String text) {
        Matcher time = match(text);
        return text == null || time == null || time.group(7) == null || time.group(9) == null ? null : value(text, time);
    }

    /**
     * The time in the format of Plivo's filters: UTC, with six digits of a second or none, truncated to microseconds.
     */
    public static String format(Instant time) {
        return (time.getNano() < 1_000 ? SECONDS : MICROS).format(time);
    }

    /**
     * A time that a user wrote for a filter.
     *
     * @throws IllegalArgumentException when the text is neither ISO-8601 with an offset nor Plivo's own UTC format; it
     *                                  names both
     */
    public static Instant parseFilter(@Nullable String text) {
        Matcher time = match(text);
        // a T without an offset is local time in ISO-8601, and the zone is unknown
        OffsetDateTime value = text != null && time != null && (time.group(9) != null || " ".equals(time.group(4)))
                ? value(text, time) : null;
        if (value == null) {
            throw new IllegalArgumentException("Not a time: " + OneLine.quoted(text, SHOWN) + "; " + ALLOWED);
        }
        return value.toInstant();
    }

    private static @Nullable Matcher match(@Nullable String text) {
        Matcher time = mayBeTime(text) ? TIME.matcher(text) : null;
        return time != null && time.matches() ? time : null;
    }

    /** Cheaper than the pattern, because this runs for every text of every record. */
    private static boolean mayBeTime(@Nullable String text) {
        return text != null && text.length() >= SHORTEST && text.charAt(4) == '-' && text.charAt(7) == '-';
    }

    private static @Nullable OffsetDateTime value(String text, Matcher time) {
        try {
            return OffsetDateTime.of(number(text, time, 1), number(text, time, 2), number(text, time, 3), number(text, time, 5),
                    number(text, time, 6), number(text, time, 7), nanos(text, time), offset(text, time));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int nanos(String text, Matcher time) {
        int nanos = number(text, time, 8);
        for (int digits = time.end(8) - time.start(8); digits < 9 && nanos > 0; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static ZoneOffset offset(String text, Matcher time) {
        int sign = "-".equals(time.group(10)) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(text, time, 11), sign * number(text, time, 12));
    }

    private static int number(String text, Matcher time, int group) {
        return time.start(group) < 0 ? 0 : Integer.parseInt(text, time.start(group), time.end(group), 10);
    }
}
