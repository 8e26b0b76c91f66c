package io.github.camelplivo.mdr.model;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The state of a message: {@code queued}, then {@code sent} or {@code failed}, then {@code delivered},
 * {@code undelivered} or {@code read}; an inbound one is first {@code received} ("The Message object").
 * {@code rejected} is documented as a filter only and {@code deleted} by Plivo's PHP SDK only. A record may stay
 * {@code sent} forever if carriers send no receipts.
 */
public enum MessageState {

    QUEUED,
    SENT,
    FAILED,
    DELIVERED,
    UNDELIVERED,
    RECEIVED,
    REJECTED,
    READ,
    DELETED,
    /** A word that this version does not know; the record has the text. */
    UNKNOWN;

    private static final MessageState[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The constant for Plivo's word; {@link #UNKNOWN} for any other text, null for null or "". */
    public static @Nullable MessageState of(@Nullable String word) {
        return PlivoWords.of(word, ALL, UNKNOWN);
    }

    /** Plivo's word, as in records and filters. */
    @Override
    public String toString() {
        return word;
    }
}
