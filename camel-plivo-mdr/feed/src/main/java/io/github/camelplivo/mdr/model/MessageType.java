package io.github.camelplivo.mdr.model;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The channel of the message. The set is open: Plivo adds types without a new API version. */
public enum MessageType {

    SMS,
    MMS,
    WHATSAPP,
    /** A word that this version does not know; the record has the text. */
    UNKNOWN;

    private static final MessageType[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The constant for Plivo's word; {@link #UNKNOWN} for any other text, null for null or "". */
    public static @Nullable MessageType of(@Nullable String word) {
        return PlivoWords.of(word, ALL, UNKNOWN);
    }

    /** Plivo's word, as in records and filters. */
    @Override
    public String toString() {
        return word;
    }
}
