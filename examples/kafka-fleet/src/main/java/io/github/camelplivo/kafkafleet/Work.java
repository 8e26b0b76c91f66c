package io.github.camelplivo.kafkafleet;

/**
 * A window of an account for one worker. It starts at the position of that account and sweep.
 *
 * @param sweep {@code live}, or the age at which records are read again
 * @param to    exclusive, ISO-8601
 */
public record Work(String account, String sweep, String to) {

    /** The name of the position, which is {@link #to} once the window has been read. */
    String position() {
        return position(account, sweep);
    }

    static String position(String account, String sweep) {
        return account + "/" + sweep;
    }
}
