package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.commons.codec.digest.MurmurHash3;

/** Values in a row, as bytes to be hashed. */
final class HashInput {

    private static final int USUAL_SIZE = 128;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;

    void clear() {
        size = 0;
    }

    void add(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    void add(long number) {
        reserve(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (number >>> shift);
        }
    }

    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8, 0, utf8.length);
    }

    void add(byte[] text, int start, int end) {
        reserve(end - start);
        System.arraycopy(text, start, bytes, size, end - start);
        size += end - start;
    }

    /** MurmurHash3 of the values, as two numbers. */
    long[] hash() {
        return MurmurHash3.hash128x64(bytes, 0, size, 0);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
