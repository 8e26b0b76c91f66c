package io.github.camelplivo.mdr.model;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Whether the message was sent from Plivo ({@code outbound}) or arrived on a number at Plivo ({@code inbound}). */
public enum MessageDirection {

    INBOUND,
    OUTBOUND,
    /** A word that this version does not know; the record has the text. */
    UNKNOWN;

    private static final MessageDirection[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The constant for Plivo's word; {@link #UNKNOWN} for any other text, null for null or "". */
    public static @Nullable MessageDirection of(@Nullable String word) {
        return PlivoWords.of(word, ALL, UNKNOWN);
    }

    /** Plivo's word, as in records and filters. */
    @Override
    public String toString() {
        return word;
    }
}
