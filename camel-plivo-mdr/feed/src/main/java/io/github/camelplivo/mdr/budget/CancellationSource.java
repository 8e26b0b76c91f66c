package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits in real time; another thread can stop it, which releases all waiting threads at once and cancels requests in
 * flight.
 */
public final class CancellationSource implements Cancellation {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();
    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean stopped;
    private long stops;

    /**
     * Releases all waiting threads, and runs the registered actions on the calling thread. A second call does nothing.
     */
    public void stop() {
        List<Runnable> due;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            stops++;
            due = new ArrayList<>(actions);
            actions.clear();
            stop.signalAll();
        } finally {
            lock.unlock();
        }
        // outside the lock, because an action may close a socket
        due.forEach(Runnable::run);
    }

    /** Makes waiting possible again; threads that an earlier stop released do not wait again. */
    public void reset() {
        lock.lock();
        try {
            stopped = false;
        } finally {
            lock.unlock();
        }
    }

    public boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // a stop counts even if a reset came before this thread woke up
            long stopsBefore = stopped ? stops - 1 : stops;
            long nanos = TimeUnit.NANOSECONDS.convert(duration);
            while (nanos > 0 && stops == stopsBefore) {
                nanos = stop.awaitNanos(nanos);
            }
            if (stops != stopsBefore) {
                throw new InterruptedException("Stopped");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Signal newSignal() {
        // a semaphore for each, so that a signal wakes only its own thread
        Semaphore wake = new Semaphore(0);
        return new Signal() {
            @Override
            public void give() {
                wake.release();
            }

            @Override
            public void await(Duration atMost) throws InterruptedException {
                AtomicBoolean stop = new AtomicBoolean();
                Registration registration = onStop(() -> {
                    stop.set(true);
                    wake.release();
                });
                try {
                    if (wake.tryAcquire(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)) {
                        wake.drainPermits();
                    }
                } finally {
                    registration.close();
                }
                if (stop.get()) {
                    throw new InterruptedException("Stopped");
                }
            }
        };
    }

    @Override
    public Registration onStop(Runnable action) {
        // a fresh object, so that one action can be registered twice
        Runnable entry = action::run;
        lock.lock();
        try {
            if (!stopped) {
                actions.add(entry);
                return () -> forget(entry);
            }
        } finally {
            lock.unlock();
        }
        action.run();
        return () -> {
        };
    }

    private void forget(Runnable entry) {
        lock.lock();
        try {
            actions.remove(entry);
        } finally {
            lock.unlock();
        }
    }
}
