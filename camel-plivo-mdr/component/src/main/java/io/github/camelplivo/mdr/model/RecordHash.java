package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A hash of the fields of a record: the sum of the hashes of each, so that their order does not count. It reads the
 * bytes of a JSON object that a parser has accepted.
 */
final class RecordHash {

    /** The names of more fields are not compared with each other. */
    private static final int MAX_NAMES = 32;
    private static final int COMPARED_END = 7;

    private final byte[] json;
    private final CanonicalField field = new CanonicalField();
    private final long[] names = new long[MAX_NAMES];
    private int nameCount;
    private boolean repeated;
    private int at;
    private boolean escaped;
    private long high;
    private long low;

    RecordHash(byte[] json) {
        this.json = json;
        moveTo('{');
        moveTo('"', '}');
        while (json[at] == '"') {
            addField();
            moveTo('"', '}');
        }
    }

    /** Whether two fields may have the same name; the hash is then that of both. */
    boolean mayRepeatNames() {
        return repeated;
    }

    ContentHash sum() {
        return new ContentHash(high, low);
    }

    private void addField() {
        int start = at;
        skipText();
        if (escaped) {
            byte[] name = decoded(start);
            noteName(name, 0, name.length);
            field.start(name, 0, name.length);
        } else {
            noteName(json, start + 1, at - 1);
            field.start(json, start + 1, at - 1);
        }
        moveTo(':');
        at++;
        skipBlanks();
        addValue();
        if (!field.isApiId()) {
            long[] hash = field.hash();
            high += hash[0];
            low += hash[1];
        }
    }

    private void addValue() {
        int start = at;
        switch (json[at]) {
            case '"' -> {
                skipText();
                if (escaped) {
                    byte[] text = decoded(start);
                    field.addText(text, 0, text.length);
                } else {
                    field.addText(json, start + 1, at - 1);
                }
            }
            case '{', '[' -> {
                skipContainer();
                field.addContainer(Arrays.copyOfRange(json, start, at));
            }
            case 't', 'f', 'n' -> {
                skipWord();
                field.addLiteral(json, start, at);
            }
            default -> {
                skipWord();
                field.addNumber(new String(json, start, at - start, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Compares the name with the others by its length and its end: a false alarm costs time only. */
    private void noteName(byte[] text, int start, int end) {
        long name = end - start;
        for (int i = Math.max(start, end - COMPARED_END); i < end; i++) {
            name = name << Byte.SIZE | text[i] & 0xFF;
        }
        if (nameCount == MAX_NAMES) {
            repeated = true;
            return;
        }
        for (int i = 0; i < nameCount; i++) {
            repeated |= names[i] == name;
        }
        names[nameCount++] = name;
    }

    /** The text from the start to here, which has escapes. */
    private byte[] decoded(int start) {
        String text = PlivoJson.value(Arrays.copyOfRange(json, start, at)).textValue();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void moveTo(char one) {
        while (json[at] != one) {
            at++;
        }
    }

    private void moveTo(char one, char other) {
        while (json[at] != one && json[at] != other) {
            at++;
        }
    }

    private void skipBlanks() {
        while (json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
    }

    /** The loop has its own variables, because most of a record is read by it. */
    private void skipText() {
        byte[] bytes = json;
        int end = at + 1;
        boolean escape = false;
        while (bytes[end] != '"') {
            if (bytes[end] == '\\') {
                escape = true;
                end++;
            }
            end++;
        }
        escaped = escape;
        at = end + 1;
    }

    private void skipWord() {
        while (json[at] > ' ' && json[at] != ',' && json[at] != '}') {
            at++;
        }
    }

    private void skipContainer() {
        int depth = 0;
        do {
            switch (json[at]) {
                case '"' -> {
                    skipText();
                    at--;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                }
            }
            at++;
        } while (depth > 0);
    }
}
