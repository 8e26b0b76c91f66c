package io.github.camelplivo.mdr.model;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * One version of one record, in 128 bits. Of 2^48 changes of records, one is not seen. Of 65,536 changes of a state or
 * price, one is seen as another change.
 *
 * @param high 48 bits of the hash of the uuid, 16 of the state
 * @param low  48 bits of the hash of the content, 16 of the price; never 0
 */
public record RecordVersion(long high, long low) {

    private static final long PART = 0xffff;
    private static final int LOW_AT = Long.BYTES * 2;

    public RecordVersion {
        low = low == 0 ? 1 : low;
    }

    static RecordVersion of(@Nullable String uuid, RecordContent content) {
        return new RecordVersion(
                ContentHash.of(String.valueOf(uuid)).high() & ~PART | content.state() & PART,
                content.hash().low() & ~PART | content.price() & PART);
    }

    /** Parses the result of {@link #toString()}. */
    public static RecordVersion parse(String text) {
        return new RecordVersion(
                HexFormat.fromHexDigitsToLong(text, 0, LOW_AT), HexFormat.fromHexDigitsToLong(text, LOW_AT, text.length()));
    }

    public boolean isOfSameRecord(RecordVersion other) {
        return (high & ~PART) == (other.high & ~PART);
    }

    public boolean hasSameState(RecordVersion other) {
        return (high & PART) == (other.high & PART);
    }

    public boolean hasSamePrice(RecordVersion other) {
        return (low & PART) == (other.low & PART);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
