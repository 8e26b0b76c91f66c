package io.github.camelplivo.mdr.support;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Values that are invalid for every header of the component. */
public final class BadValues {

    /** Is part of every text here that is long enough, to detect messages that repeat too much. */
    public static final String SECRET_TEXT = "your-code-is-4711";

    private static final int HUGE = 5 << 20;

    private BadValues() {
    }

    /** By their descriptions. */
    public static Map<String, Object> all() {
        Map<String, Object> values = texts();
        values.put("a list", new ArrayList<>(List.of("sent", "failed")));
        values.put("an empty list", new ArrayList<>());
        values.put("a list of 100,000", new ArrayList<>(Collections.nCopies(100_000, SECRET_TEXT)));
        values.put("an array", new String[] { "sent", "failed" });
        values.put("an array with one text", new String[] { "sent" });
        values.put("an array of chars", "sent".toCharArray());
        values.put("a map", new HashMap<>(Map.of("$ne", "sent")));
        values.put("an optional", Optional.of("sent"));
        values.put("a boolean", true);
        values.put("a character", 's');
        values.put("a double", 200.5);
        values.put("not a number", Double.NaN);
        values.put("a decimal", new BigDecimal("1e1000000"));
        values.put("a huge integer", BigInteger.ONE.shiftLeft(HUGE));
        values.put("a negative number", -200);
        values.put("a time without a zone", LocalDateTime.of(2026, 11, 1, 0, 0));
        values.put("a date without a zone", LocalDate.of(2026, 11, 1));
        values.put("an SQL date", java.sql.Date.valueOf("2026-11-01"));
        values.put("an SQL time", java.sql.Time.valueOf("00:00:00"));
        values.put("a time that is too late", Instant.MAX);
        values.put("a time that is too early", Instant.MIN);
        values.put("an endless stream", new Endless());
        values.put("an endless reader", new EndlessReader());
        values.put("a supplier", (Supplier<String>) () -> "sent");
        values.put("a class", String.class);
        values.put("an object", new Object());
        values.put("an object that throws", new Shown(() -> {
            throw new IllegalStateException(SECRET_TEXT.repeat(1000));
        }));
        values.put("an object that is huge", new Shown(() -> SECRET_TEXT.repeat(HUGE / 10)));
        values.put("a text that throws", new Text(5, () -> {
            throw new IllegalStateException(SECRET_TEXT.repeat(1000));
        }));
        values.put("a text of no length", new Text(-1, () -> ""));
        values.put("a text that lies", new Text(5, () -> SECRET_TEXT.repeat(HUGE / 10)));
        values.put("a text that is null", new Text(4, () -> null));
        return values;
    }

    /** Those that a text of JMS, Kafka or HTTP may contain. */
    public static Map<String, Object> texts() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("null", null);
        values.put("nothing", "");
        values.put("a blank", " ");
        values.put("blanks", " \t\r\n ");
        values.put("a no-break space", "\u00a0");
        values.put("a zero-width space", "\u200b");
        values.put("the word null", "null");
        values.put("the word NULL", "NULL");
        values.put("the word undefined", "undefined");
        values.put("an asterisk and a letter", "*\u00e9");
        values.put("line breaks", "sent\r\nX-Evil: 1\r\n\r\nGET /evil HTTP/1.1");
        values.put("a line separator", "sent\u2028evil");
        values.put("a null character", "sent\u0000");
        values.put("an escape", "sent\u001b[2J");
        values.put("a text that is turned round", "sent\u202eevil");
        values.put("digits of another script", "\uff11\uff12\uff13");
        values.put("Arabic digits", "\u0661\u0662\u0663");
        values.put("half a character", "\ud800");
        values.put("a parameter more", "sent&subaccount=\r\nx");
        values.put("a message", (SECRET_TEXT + "\n").repeat(20));
        values.put("5 MB", "x".repeat(HUGE));
        values.put("5 MB of line breaks", "\n".repeat(HUGE));
        values.put("5 MB of digits", "1".repeat(HUGE));
        values.put("5 MB like a time", "2026-11-01T00:00:00." + "0".repeat(HUGE) + "Z");
        values.put("bytes that are blank", new byte[] { ' ', '\n' });
        values.put("bytes that are not text", new byte[] { 's', (byte) 0xff, (byte) 0xfe });
        values.put("no bytes", new byte[0]);
        values.put("bytes that are null", "null".getBytes());
        values.put("5 MB of bytes", new byte[HUGE]);
        return values;
    }

    private record Shown(Supplier<String> text) {

        @Override
        public String toString() {
            return text.get();
        }
    }

    private record Text(int length, Supplier<String> text) implements CharSequence {

        @Override
        public char charAt(int index) {
            return 's';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            return text.get();
        }
    }

    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 'a';
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 'a');
            return length;
        }
    }

    private static final class EndlessReader extends Reader {

        @Override
        public int read(char[] chars, int from, int length) {
            Arrays.fill(chars, from, from + length, 'a');
            return length;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
