package io.github.camelplivo.mdr.client;

/**
 * How a response differs from its request.
 *
 * @param difference the request and the received rows; may quote the server, but no phone numbers
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
