package io.github.camelplivo.mdr.budget;

import java.time.Duration;

/**
 * How a caller waits, and how it is told to stop waiting: {@link CancellationSource} for real, a clock that jumps in
 * tests.
 */
public interface Cancellation {

    /**
     * Returns after the duration.
     *
     * @throws InterruptedException at once when stopped, before or while waiting
     */
    void pause(Duration duration) throws InterruptedException;

    /** Runs the action when stopped, or at once if already stopped, unless the registration was closed before. */
    Registration onStop(Runnable action);

    /** Holds an action until it is no longer wanted. */
    interface Registration extends AutoCloseable {

        /** Forgets the action; may be called more than once. */
        @Override
        void close();
    }
}
