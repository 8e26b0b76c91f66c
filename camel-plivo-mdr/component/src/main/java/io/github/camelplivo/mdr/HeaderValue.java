package io.github.camelplivo.mdr;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.UUID;

import io.github.camelplivo.mdr.model.OneLine;
import io.github.camelplivo.mdr.model.PlivoTime;

/**
 * A value that came with the exchange, read by its type. It may come from an untrusted sender: this class never calls
 * {@code toString()} of an unknown class, and never reads a long value.
 * <p>
 * It does not use Camel's type converter, which reads a {@code java.sql.Timestamp} in the zone of the JVM, bytes in the
 * character set that another header names, and unknown types with {@code toString()}.
 */
final class HeaderValue {

    /** Longer than every value that is allowed. */
    static final int MAX_LENGTH = 256;
    private static final int SHOWN = 80;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private HeaderValue() {
    }

    /** A value is invalid. The message is the predicate of a sentence about the header: "is blank". */
    static final class InvalidException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidException(String problem) {
            super(problem, null, false, false);
        }
    }

    /** The value as text, without blanks around it; never blank. */
    static String text(Object value) throws InvalidException {
        String text;
        if (value instanceof byte[] bytes) {
            text = decode(bytes);
        } else if (value instanceof CharSequence characters) {
            text = text(characters);
        } else if (value instanceof Enum<?> constant) {
            text = constant.name();
        } else if (isWholeNumber(value)) {
            text = text(((Number) value).longValue());
        } else if (value instanceof UUID) {
            text = value.toString();
        } else {
            throw new InvalidException(value == null ? "is null" : "is " + type(value) + ", which cannot be converted to text");
        }
        if (text.length() > MAX_LENGTH) {
            throw new InvalidException("is longer than " + MAX_LENGTH + " characters");
        }
        String stripped = strip(text);
        if (stripped.isEmpty()) {
            throw new InvalidException("is blank");
        }
        if (stripped.equalsIgnoreCase("null") || stripped.equalsIgnoreCase("undefined")) {
            throw new InvalidException("is the word '" + stripped + "'");
        }
        return stripped;
    }

    /** The value as a time; only a value with a zone is a time. */
    static Instant time(Object value) throws InvalidException {
        Instant time;
        if (value instanceof Instant instant) {
            time = instant;
        } else if (value instanceof OffsetDateTime dateTime) {
            time = dateTime.toInstant();
        } else if (value instanceof ZonedDateTime dateTime) {
            time = dateTime.toInstant();
        } else if (value instanceof Calendar calendar) {
            time = calendar.toInstant();
        } else if (value instanceof Date date) {
            time = time(date);
        } else if (value instanceof CharSequence || value instanceof byte[]) {
            time = parse(text(value));
        } else {
            throw new InvalidException(
                    value == null ? "is null" : "is " + type(value) + ", which is not a time with a zone");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidException("is a time that is not between the years 1970 and 9999");
        }
        return time;
    }

    static boolean isWholeNumber(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    /** Untrusted text as an error message shows it. */
    static String shown(String text) {
        return OneLine.quoted(text, SHOWN);
    }

    /** "a java.util.List". */
    static String type(Object value) {
        return "a " + OneLine.of(value.getClass().getTypeName(), SHOWN);
    }

    private static String decode(byte[] bytes) throws InvalidException {
        if (bytes.length > 4 * MAX_LENGTH) {
            throw new InvalidException("is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidException("is " + bytes.length + " bytes that are not text in UTF-8");
        }
    }

    private static String text(long number) throws InvalidException {
        if (number < 0) {
            throw new InvalidException("is a negative number");
        }
        return Long.toString(number);
    }

    private static String text(CharSequence characters) throws InvalidException {
        if (characters instanceof String text) {
            return text;
        }
        try {
            String text = characters.length() > MAX_LENGTH ? null : characters.toString();
            if (text != null) {
                return text;
            }
        } catch (RuntimeException e) {
            // the class is neither Camel's nor ours, so its message is not repeated
        }
        throw new InvalidException("is " + type(characters) + ", which is not text, or too long");
    }

    /** Also removes characters that only look like a blank. */
    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    private static Instant time(Date date) throws InvalidException {
        try {
            return date.toInstant();
        } catch (UnsupportedOperationException e) {
            // java.sql.Date has no time, java.sql.Time no date
            throw new InvalidException("is " + type(date) + ", which is not a time with a zone");
        }
    }

    private static Instant parse(String text) throws InvalidException {
        try {
            return PlivoTime.parseFilter(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("is " + shown(text) + ", which is not a time");
        }
    }
}
