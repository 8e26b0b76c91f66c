package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A hash of 128 bits, MurmurHash3: no two known contents share it. It protects against mistakes, not against forgery.
 *
 * @param high the first half
 * @param low  the second half
 */
public record ContentHash(long high, long low) {

    /** The hash of nothing, to which others can be added. */
    public static final ContentHash NOTHING = new ContentHash(0, 0);

    /** The hash of a text. */
    public static ContentHash of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length);
    }

    /** The hash of the first bytes. */
    static ContentHash of(byte[] bytes, int length) {
        long[] hash = MurmurHash3.hash128x64(bytes, 0, length, 0);
        return new ContentHash(hash[0], hash[1]);
    }

    /** The hash of both contents, in any order. */
    public ContentHash plus(ContentHash other) {
        return new ContentHash(high + other.high, low + other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
