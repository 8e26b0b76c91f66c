package io.github.camelplivo.mdr;

import org.apache.camel.health.HealthCheck;

/**
 * Whether a feed gets on.
 *
 * @param state   DOWN if not; {@code null} as long as it has not begun to
 * @param message why
 */
record FeedHealth(HealthCheck.State state, String message) {

    static FeedHealth up(String message) {
        return new FeedHealth(HealthCheck.State.UP, message);
    }

    static FeedHealth down(String message) {
        return new FeedHealth(HealthCheck.State.DOWN, message);
    }
}
