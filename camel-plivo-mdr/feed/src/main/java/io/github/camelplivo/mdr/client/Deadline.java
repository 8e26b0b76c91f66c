package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does something when time is over, unless it was closed before; on the JDK's own timer thread, so the action must be
 * short.
 */
final class Deadline {

    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    private Deadline(Duration time, Runnable action) {
        timer.whenComplete((nothing, passed) -> {
            if (passed != null) {
                action.run();
            }
        });
        timer.orTimeout(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    static Deadline in(Duration time, Runnable action) {
        return new Deadline(time, action);
    }

    void close() {
        timer.complete(null);
    }

    boolean hasPassed() {
        return timer.isCompletedExceptionally();
    }
}
