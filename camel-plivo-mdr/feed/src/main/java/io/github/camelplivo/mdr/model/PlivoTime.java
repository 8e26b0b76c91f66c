package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
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
        byte[] bytes = bytes(text);
        int zone = zone(bytes, 0, bytes.length);
        try {
            ZoneOffset offset = zone <= MINUTES || zone == bytes.length ? null : offset(bytes, zone, bytes.length);
            return offset == null ? null : OffsetDateTime.of(date(bytes, 0), time(bytes, zone), offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The instant of the same time, from a part of the bytes of a text. */
    static @Nullable Instant instant(byte[] text, int start, int end) {
        int zone = zone(text, start, end);
        return zone <= start + MINUTES || zone == end ? null : instant(text, start, zone, end);
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
        byte[] bytes = bytes(text);
        int zone = zone(bytes, 0, bytes.length);
        // a T without an offset is local time in ISO-8601, and the zone is unknown
        Instant time = zone >= 0 && (zone < bytes.length || bytes[DATE] == ' ') ? instant(bytes, 0, zone, bytes.length) : null;
        if (time == null) {
            throw new IllegalArgumentException("Not a time: " + OneLine.quoted(text, SHOWN) + "; " + ALLOWED);
        }
        return time;
    }

    /** No character of another alphabet becomes one that a time has. */
    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where the zone starts, or would start; -1 if the text has not the form of a date and a time. */
    private static int zone(byte[] text, int start, int end) {
        int minutes = start + MINUTES;
        if (end < minutes || text[start + 4] != '-' || text[start + 7] != '-' || text[start + 13] != ':'
                || text[start + DATE] != ' ' && text[start + DATE] != 'T') {
            return -1;
        }
        if (minutes == end || text[minutes] != ':') {
            return minutes;
        }
        int seconds = start + SECONDS_END;
        if (end <= seconds || text[seconds] != '.') {
            return end < seconds ? -1 : seconds;
        }
        int zone = seconds + 1;
        while (zone < end && text[zone] >= '0' && text[zone] <= '9') {
            zone++;
        }
        int digits = zone - seconds - 1;
        return digits >= 1 && digits <= MAX_DIGITS ? zone : -1;
    }

    /** @param zone where the zone starts */
    private static @Nullable Instant instant(byte[] text, int start, int zone, int end) {
        try {
            ZoneOffset offset = offset(text, zone, end);
            return offset == null
                    ? null
                    : Instant.ofEpochSecond(
                            86_400 * date(text, start).toEpochDay() + second(text, start, zone) - offset.getTotalSeconds(),
                            nanos(text, start, zone));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate date(byte[] text, int start) {
        return LocalDate.of(number(text, start, start + 4), number(text, start + 5, start + 7),
                number(text, start + 8, start + 10));
    }

    private static LocalTime time(byte[] text, int zone) {
        return LocalTime.ofNanoOfDay(1_000_000_000L * second(text, 0, zone) + nanos(text, 0, zone));
    }

    /** The second of the day. */
    private static int second(byte[] text, int start, int zone) {
        int minutes = start + MINUTES;
        int second = zone == minutes ? 0 : number(text, minutes + 1, start + SECONDS_END);
        return 3600 * ChronoField.HOUR_OF_DAY.checkValidIntValue(number(text, start + 11, start + 13))
               + 60 * ChronoField.MINUTE_OF_HOUR.checkValidIntValue(number(text, start + 14, minutes))
               + ChronoField.SECOND_OF_MINUTE.checkValidIntValue(second);
    }

    private static int nanos(byte[] text, int start, int zone) {
        int digits = Math.max(0, zone - start - SECONDS_END - 1);
        int nanos = number(text, zone - digits, zone);
        for (int i = digits; i < MAX_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The offset at the end of the text, UTC if there is none; {@code null} if the end is anything else. */
    private static @Nullable ZoneOffset offset(byte[] text, int start, int end) {
        int length = end - start;
        if (length == 0 || length == 1 && text[start] == 'Z') {
            return ZoneOffset.UTC;
        }
        boolean isOffset = (text[start] == '+' || text[start] == '-')
                && (length == 3 || length == 5 || length == 6 && text[start + 3] == ':');
        if (!isOffset) {
            return null;
        }
        int sign = text[start] == '-' ? -1 : 1;
        int hours = number(text, start + 1, start + 3);
        int minutes = length == 3 ? 0 : number(text, end - 2, end);
        return minutes % QUARTER == 0 && minutes < 60 && 60 * hours + minutes <= MAX_OFFSET
                ? OFFSETS[(MAX_OFFSET + sign * (60 * hours + minutes)) / QUARTER]
                : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(byte[] text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("Not a digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
