package io.github.camelplivo.mdr.simulator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;

/**
 * The two ways in which Plivo writes times: records carry the account's offset and 0 to 6 digits of fraction with
 * trailing zeros cut ({@code 2024-08-21 18:28:51.94772+05:30}), filters are UTC without an offset
 * ({@code 2024-08-21 12:58[:51[.94772]]}, "List all messages").
 */
final class PlivoTime {

    private static final DateTimeFormatter RECORD = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .appendPattern("xxx")
            .toFormatter();

    private static final Pattern FILTER_SHAPE
            = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?");

    private static final DateTimeFormatter FILTER = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm")
            .optionalStart().appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private PlivoTime() {
    }

    static String write(Instant instant, ZoneId zone) {
        return RECORD.format(instant.atZone(zone));
    }

    /**
     * @throws IllegalArgumentException for anything but the documented format, because Plivo's behaviour is then not
     *                                  known
     */
    static Instant readFilter(String name, String value) {
        if (FILTER_SHAPE.matcher(value).matches()) {
            try {
                return LocalDateTime.parse(value, FILTER).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // a month 13: refused like any other text
            }
        }
        throw new IllegalArgumentException(
                name + ": '" + value + "' is not a valid time, expected YYYY-MM-DD HH:MM[:ss[.uuuuuu]] in UTC");
    }
}
