package io.github.camelplivo.mdr.client;

/**
 * How an answer differs from its question.
 *
 * @param difference what was asked and what came; may quote the server, but no phone numbers
 * @param certain    false where the server's rounding may explain it
 */
record Mismatch(String difference, boolean certain) {

    static Mismatch certain(String difference) {
        return new Mismatch(difference, true);
    }

    static Mismatch doubtful(String difference) {
        return new Mismatch(difference, false);
    }
}
