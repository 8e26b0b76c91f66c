package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** One field of a record at a time, as bytes that are the same for all ways of writing the same name and value. */
final class CanonicalField {

    private static final int MAX_DIGITS = 64;
    /** Not in UTF-8. */
    private static final byte END_OF_NAME = (byte) 0xFF;
    private static final String API_ID = "api_id";
    private static final List<byte[]> AMOUNTS = List.of(
            bytes("total_amount"), bytes("total_rate"), bytes("carrier_fees"), bytes("carrier_fees_rate"), bytes("cloud_rate"),
            bytes("carrier_rate"));

    private final HashInput input = new HashInput();
    private boolean isAmount;
    private boolean isApiId;

    /** Starts the field of a name in UTF-8. */
    void start(byte[] name, int start, int end) {
        isAmount = isAmount(name, start, end);
        isApiId = end - start == API_ID.length() && string(name, start, end).equalsIgnoreCase(API_ID);
        input.clear();
        input.add(name, start, end);
        input.add(END_OF_NAME);
    }

    private static boolean isAmount(byte[] name, int start, int end) {
        // cheaper than six comparisons, because this runs for every field
        if (start == end || name[start] != 't' && name[start] != 'c') {
            return false;
        }
        for (byte[] amount : AMOUNTS) {
            if (Arrays.equals(name, start, end, amount, 0, amount.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the field names a request, and does not belong to the content of a record. */
    boolean isApiId() {
        return isApiId;
    }

    /** Adds a text in UTF-8. */
    void addText(byte[] text, int start, int end) {
        if (isAmount && addPlainAmount(text, start, end)) {
            return;
        }
        BigDecimal amount = isAmount ? JsonValues.decimal(string(text, start, end)) : null;
        OffsetDateTime time = mayBeTime(text, start, end) ? PlivoTime.parse(string(text, start, end)) : null;
        if (amount != null) {
            addAmount('a', amount);
        } else if (time != null) {
            // also in unknown fields: the same time in another zone is not a change
            input.add((byte) 't');
            input.add(time.toEpochSecond());
            input.add(time.getNano());
        } else {
            input.add((byte) 's');
            input.add(text, start, end);
        }
    }

    /** Cheaper than an attempt, because this runs for every text. */
    private static boolean mayBeTime(byte[] text, int start, int end) {
        return end - start >= "2026-11-21 22:25:00Z".length() && text[start + 4] == '-' && text[start + 7] == '-';
    }

    /** Adds an amount of digits with or without a point, as most are, without its insignificant zeros. */
    private boolean addPlainAmount(byte[] text, int start, int end) {
        int point = end;
        for (int i = start; i < end; i++) {
            if (text[i] == '.' && point == end && i > start && i < end - 1) {
                point = i;
            } else if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        if (start == end || end - start > MAX_DIGITS) {
            return false;
        }
        int first = start;
        while (first < point - 1 && text[first] == '0') {
            first++;
        }
        int last = end - 1;
        while (last > point && text[last] == '0') {
            last--;
        }
        input.add((byte) 'a');
        input.add(text, first, last == point ? point : last + 1);
        return true;
    }

    void addNumber(String number) {
        BigDecimal amount = isAmount ? JsonValues.decimal(number) : null;
        if (amount != null) {
            addAmount('A', amount);
        } else {
            input.add((byte) 'n');
            // in the form in which a tree writes it
            input.add(isInteger(number) ? number : new BigDecimal(number).toString());
        }
    }

    private static boolean isInteger(String number) {
        return number.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A string stays a string and a number a number: only the scale is ignored. */
    private void addAmount(char type, BigDecimal amount) {
        input.add((byte) type);
        input.add(amount.stripTrailingZeros().toPlainString());
    }

    void addLiteral(byte[] text, int start, int end) {
        input.add((byte) 'l');
        input.add(text, start, end);
    }

    /** Adds an object or array. */
    void addContainer(byte[] json) {
        input.add((byte) 'j');
        input.add(canonical(PlivoJson.value(json)).toString());
    }

    private static JsonNode canonical(JsonNode value) {
        if (value instanceof TextNode text) {
            OffsetDateTime time = PlivoTime.parse(text.textValue());
            return time == null ? value : TextNode.valueOf(time.toInstant().toString());
        }
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, canonical(array.get(i)));
            }
        } else if (value instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            return object.removeAll().setAll(sorted);
        }
        return value;
    }

    /** The hash of the field, as two numbers. */
    long[] hash() {
        return input.hash();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }
}
