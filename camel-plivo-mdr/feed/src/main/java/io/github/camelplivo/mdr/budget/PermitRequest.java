package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The owner of a request for a permit, and how long it may wait.
 *
 * @param priority the class whose share it comes from
 * @param owner    a feed or an endpoint: owners of one class take turns; compared by {@code equals}
 * @param rank     orders the requests of one owner, the least first; equal ranks are first come, first served
 * @param timeout  how long to wait at most; {@code null} without a bound
 */
public record PermitRequest(Priority priority, Object owner, long rank, @Nullable Duration timeout) {

    public PermitRequest {
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(owner, "owner");
    }

    /** Waits without a bound, first come, first served among its class. */
    public static PermitRequest of(Priority priority) {
        return new PermitRequest(priority, priority, 0, null);
    }
}
