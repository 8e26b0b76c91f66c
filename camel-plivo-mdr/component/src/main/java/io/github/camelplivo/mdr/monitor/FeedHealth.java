package io.github.camelplivo.mdr.monitor;

import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether a feed makes progress.
 *
 * @param state   DOWN if not, UNKNOWN while no poll is due yet; {@code null} for Camel's initial state, until the first
 *                poll has succeeded or failed
 * @param message why; of a feed that is UP what is unusual, {@code null} if nothing is
 */
public record FeedHealth(HealthCheck.@Nullable State state, @Nullable String message) {

    public static FeedHealth up(@Nullable String message) {
        return new FeedHealth(HealthCheck.State.UP, message);
    }

    public static FeedHealth unknown(String message) {
        return new FeedHealth(HealthCheck.State.UNKNOWN, message);
    }

    public static FeedHealth initial(String message) {
        return new FeedHealth(null, message);
    }

    public static FeedHealth down(String message) {
        return new FeedHealth(HealthCheck.State.DOWN, message);
    }
}
