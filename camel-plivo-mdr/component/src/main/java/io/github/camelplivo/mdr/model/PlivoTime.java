package io.github.camelplivo.mdr.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;

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

    private static final int DATE = "2026-11-21".length();
    private static final int MINUTES = "2026-11-21 22:25".length();
    private static final int SECONDS_END = "2026-11-21 22:25:00".length();
    private static final int MAX_DIGITS = 9;
    private static final int QUARTER = 15;
    private static final int MAX_OFFSET = 18 * 60;
    /** In steps of a quarter of an hour; cheaper than Java's own cache, because this runs for every time. */
    private static final ZoneOffset[] OFFSETS = IntStream.rangeClosed(-MAX_OFFSET / QUARTER, MAX_OFFSET / QUARTER)
            .mapToObj(quarter -> ZoneOffset.ofTotalSeconds(quarter * QUARTER * 60)).toArray(ZoneOffset[]::new);
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
        int zone = text == null ? -1 : zone(text);
        return text == null || zone <= MINUTES || zone == text.length() ? null : value(text, zone);
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
        int zone = text == null ? -1 : zone(text);
        // a T without an offset is local time in ISO-8601, and the zone is unknown
        OffsetDateTime value = text != null && zone >= 0 && (zone < text.length() || text.charAt(DATE) == ' ')
                ? value(text, zone) : null;
        if (value == null) {
            throw new IllegalArgumentException("Not a time: " + OneLine.quoted(text, SHOWN) + "; " + ALLOWED);
        }
        return value.toInstant();
    }

    /** Where the zone starts, or would start; -1 if the text does not start with a date and a time. */
    private static int zone(String text) {
        if (!matches(text, 0, "0000-00-00") || !matches(text, DATE + 1, "00:00")
                || text.charAt(DATE) != ' ' && text.charAt(DATE) != 'T') {
            return -1;
        }
        if (!hasAt(text, MINUTES, ':')) {
            return MINUTES;
        }
        if (!matches(text, MINUTES, ":00")) {
            return -1;
        }
        if (!hasAt(text, SECONDS_END, '.')) {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        return digits >= 1 && digits <= MAX_DIGITS ? end : -1;
    }

    /** @param form a 0 is any digit */
    private static boolean matches(String text, int start, String form) {
        if (text.length() < start + form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(start + i);
            if (form.charAt(i) == '0' ? !isDigit(c) : c != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAt(String text, int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @param zone where the zone starts */
    private static @Nullable OffsetDateTime value(String text, int zone) {
        try {
            ZoneOffset offset = offset(text, zone);
            return offset == null
                    ? null
                    : OffsetDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
                            number(text, 14, 16), zone > MINUTES ? number(text, MINUTES + 1, SECONDS_END) : 0,
                            nanos(text, zone),
                            offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int nanos(String text, int end) {
        if (end <= SECONDS_END) {
            return 0;
        }
        int nanos = number(text, SECONDS_END + 1, end);
        for (int digits = end - SECONDS_END - 1; digits < MAX_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The offset at the end of the text, UTC if there is none; {@code null} if the end is anything else. */
    private static @Nullable ZoneOffset offset(String text, int start) {
        int length = text.length() - start;
        if (length == 0 || length == 1 && text.charAt(start) == 'Z') {
            return ZoneOffset.UTC;
        }
        boolean isOffset = (text.charAt(start) == '+' || text.charAt(start) == '-')
                && (length == 3 && matches(text, start + 1, "00") || length == 5 && matches(text, start + 1, "0000")
                        || length == 6 && matches(text, start + 1, "00:00"));
        if (!isOffset) {
            return null;
        }
        int sign = text.charAt(start) == '-' ? -1 : 1;
        int hours = number(text, start + 1, start + 3);
        int minutes = length == 3 ? 0 : number(text, text.length() - 2, text.length());
        return minutes % QUARTER == 0 && minutes < 60 && 60 * hours + minutes <= MAX_OFFSET
                ? OFFSETS[(MAX_OFFSET + sign * (60 * hours + minutes)) / QUARTER]
                : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
