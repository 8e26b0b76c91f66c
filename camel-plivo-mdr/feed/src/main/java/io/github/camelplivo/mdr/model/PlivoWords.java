package io.github.camelplivo.mdr.model;

import org.jspecify.annotations.Nullable;

/** Finds the constant for a word of Plivo's. */
final class PlivoWords {

    private PlivoWords() {
    }

    /**
     * @param  constants each with Plivo's word as its text
     * @param  unknown   for any other text
     * @return           {@code null} for {@code null} or an empty text
     */
    static <T extends Enum<T>> @Nullable T of(@Nullable String word, T[] constants, T unknown) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        for (T constant : constants) {
            if (constant.toString().equals(word)) {
                return constant;
            }
        }
        return unknown;
    }
}
