package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What the value of a field means for the content of a record. */
enum FieldKind {

    /** Part of the price, in decimals. */
    AMOUNT("total_amount", "total_rate", "carrier_fees", "carrier_fees_rate", "cloud_rate", "carrier_rate"),
    /** Part of the price, but not an amount. */
    PRICE_FACTOR("units"),
    STATE("message_state", "error_code", "error_message"),
    /** Names the request, and is not content. Plivo writes it in any case. */
    REQUEST("api_id"),
    OTHER;

    private static final String API_ID = "api_id";
    private static final FieldKind[] KINDS = values();
    /** A bit for each length and each first letter, because comparisons take longer. */
    private static final long LENGTHS = bits(name -> name.length);
    private static final long LETTERS = bits(name -> letter(name[0]));

    private final List<byte[]> names;

    FieldKind(String... names) {
        this.names = Stream.of(names).map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The kind of the field whose name is this part of the text. */
    static FieldKind of(byte[] text, int start, int end) {
        int length = end - start;
        if (length >= Long.SIZE || (LENGTHS >>> length & 1) == 0 || (LETTERS >>> letter(text[start]) & 1) == 0) {
            return OTHER;
        }
        for (FieldKind kind : KINDS) {
            for (byte[] name : kind.names) {
                if (Arrays.equals(text, start, end, name, 0, name.length)) {
                    return kind;
                }
            }
        }
        return length == API_ID.length()
                && new String(text, start, length, StandardCharsets.UTF_8).equalsIgnoreCase(API_ID) ? REQUEST : OTHER;
    }

    private static long bits(ToIntFunction<byte[]> bit) {
        return Stream.of(KINDS).flatMap(kind -> kind.names.stream()).mapToLong(name -> 1L << bit.applyAsInt(name))
                .reduce(0, (one, other) -> one | other);
    }

    /** The same for upper and lower case. */
    private static int letter(byte character) {
        return character & 0x1f;
    }
}
