package io.github.camelplivo.mdr.budget;

import java.time.Duration;

/**
 * How a caller waits, and how it is made to stop waiting: {@link CancellationSource} in real time, a clock that jumps
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

    /** A pause of the calling thread that another thread can end. Without support for it the whole pause is waited. */
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
         * Returns when the signal was given, or after the duration.
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
