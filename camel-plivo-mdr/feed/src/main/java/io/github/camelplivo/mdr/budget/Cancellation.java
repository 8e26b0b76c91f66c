package io.github.camelplivo.mdr.budget;

import java.time.Duration;

/**
 * How a caller waits, and how another thread ends the wait: {@link CancellationSource} in real time, a clock that jumps
 * in tests.
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

    /**
     * A pause of the calling thread that another thread can end. Implementations without support for it wait for the
     * whole pause.
     */
    default Signal newSignal() {
        return new Signal() {
            @Override
            public void give() {
                // the pause ends by itself
            }

            @Override
            public void await(Duration atMost) throws InterruptedException {
                pause(atMost);
            }
        };
    }

    /** Ends a pause early. */
    interface Signal {

        /** Ends the pause in progress, or else the next one. */
        void give();

        /**
         * Returns on the signal, or after the duration.
         *
         * @throws InterruptedException at once when stopped, before or while waiting
         */
        void await(Duration atMost) throws InterruptedException;
    }

    /** Holds an action until it is no longer wanted. */
    interface Registration extends AutoCloseable {

        /** Forgets the action; may be called more than once. */
        @Override
        void close();
    }
}
