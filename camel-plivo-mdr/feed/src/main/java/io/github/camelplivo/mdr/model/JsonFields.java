package io.github.camelplivo.mdr.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Where the fields of a JSON object are in its bytes. It reads one object after another without allocating memory. */
final class JsonFields {

    private static final int USUAL_COUNT = 64;
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private byte[] json = new byte[0];
    /** The start and end of the name, and the start and end of the value, of each field; quotes belong to them. */
    private int[] places = new int[4 * USUAL_COUNT];
    private int count;
    private boolean plain = true;
    /** The same of the object that was read before, which nearly always had the same names. */
    private byte[] previousJson = json;
    private int[] previousPlaces = new int[4 * USUAL_COUNT];
    private int previousCount;
    private boolean sameNames;

    /** Finds the fields in the bytes of a JSON object that a parser has accepted. */
    void read(byte[] object) {
        int[] free = previousPlaces;
        previousJson = json;
        previousPlaces = places;
        previousCount = count;
        json = object;
        places = free;
        count = 0;
        // only a plain name is known to end where the previous one did
        sameNames = plain;
        plain = true;
        int at = 0;
        while (json[at] != '{') {
            at++;
        }
        at = skipBlanks(at + 1);
        while (json[at] == '"') {
            int nameEnd = knownNameEnd(at);
            int value = skipBlanks(skipBlanks(nameEnd) + 1);
            int end = valueEnd(value);
            add(at, nameEnd, value, end);
            int next = skipBlanks(end);
            at = json[next] == ',' ? skipBlanks(next + 1) : next;
        }
        sameNames &= count == previousCount;
    }

    /** Compares with the previous name, which is faster than a search. */
    private int knownNameEnd(int start) {
        if (sameNames && count < previousCount) {
            int previous = previousPlaces[4 * count];
            int previousEnd = previousPlaces[4 * count + 1];
            int end = start + previousEnd - previous;
            if (end < json.length && Arrays.equals(json, start, end, previousJson, previous, previousEnd)) {
                return end;
            }
        }
        sameNames = false;
        return textEnd(start);
    }

    /** Whether the fields have the same names in the same order as those of the object that was read before. */
    boolean hasSameNames() {
        return sameNames;
    }

    private void add(int name, int nameEnd, int value, int end) {
        int place = 4 * count++;
        if (place == places.length) {
            places = Arrays.copyOf(places, 2 * place);
        }
        places[place] = name;
        places[place + 1] = nameEnd;
        places[place + 2] = value;
        places[place + 3] = end;
    }

    int count() {
        return count;
    }

    /** Whether there are no escapes, objects and arrays, and no numbers but those of digits only. */
    boolean isPlain() {
        return plain;
    }

    int name(int field) {
        return places[4 * field];
    }

    int nameEnd(int field) {
        return places[4 * field + 1];
    }

    int value(int field) {
        return places[4 * field + 2];
    }

    int end(int field) {
        return places[4 * field + 3];
    }

    /** The end of the name, or all of a short name, as a number, which is faster to compare. */
    long key(int field) {
        int start = name(field) + 1;
        int end = nameEnd(field) - 1;
        if (end - start >= Long.BYTES) {
            return (long) EIGHT_BYTES.get(json, end - Long.BYTES);
        }
        long key = 0;
        for (int i = start; i < end; i++) {
            key = key << Byte.SIZE | json[i];
        }
        return key;
    }

    int compareNames(int one, int other) {
        return Arrays.compare(json, name(one), nameEnd(one), json, name(other), nameEnd(other));
    }

    private int skipBlanks(int start) {
        int at = start;
        while (json[at] <= ' ') {
            at++;
        }
        return at;
    }

    private int valueEnd(int start) {
        return switch (json[start]) {
            case '"' -> textEnd(start);
            case '{', '[' -> containerEnd(start);
            case 't', 'n' -> start + "true".length();
            case 'f' -> start + "false".length();
            default -> numberEnd(start);
        };
    }

    /** Looks at eight bytes at a time, because most of a record is names and texts. */
    private int textEnd(int start) {
        byte[] bytes = json;
        int end = start + 1;
        while (end <= bytes.length - Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, end);
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
            if (found != 0) {
                end += Long.numberOfTrailingZeros(found) / Byte.SIZE;
                break;
            }
            end += Long.BYTES;
        }
        while (bytes[end] != '"') {
            if (bytes[end] == '\\') {
                plain = false;
                end++;
            }
            end++;
        }
        return end + 1;
    }

    /** The lowest bit that is set is in the first byte that is 0; none is set if no byte is. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight & HIGH_BITS;
    }

    private int numberEnd(int start) {
        int end = start;
        while (json[end] > ' ' && json[end] != ',' && json[end] != '}') {
            plain &= json[end] >= '0' && json[end] <= '9';
            end++;
        }
        return end;
    }

    private int containerEnd(int start) {
        plain = false;
        int depth = 0;
        int at = start;
        do {
            depth += switch (json[at]) {
                case '{', '[' -> 1;
                case '}', ']' -> -1;
                default -> 0;
            };
            at = json[at] == '"' ? textEnd(at) : at + 1;
        } while (depth > 0);
        return at;
    }
}
