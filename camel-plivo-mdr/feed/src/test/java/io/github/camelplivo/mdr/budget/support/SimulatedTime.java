package io.github.camelplivo.mdr.budget.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.budget.Cancellation;

/**
 * A simulated time for several threads, one of which runs at a time: when it pauses or ends, the clock jumps to the
 * thread that is due next. So hours pass in moments, and every run is the same.
 */
public final class SimulatedTime {

    /** The code of a thread. */
    @FunctionalInterface
    public interface Body {

        void run(SimulatedCancellation waiter) throws Exception;
    }

    private static final Instant START = Instant.parse("2026-11-21T22:25:00Z");

    private final List<Body> bodies = new ArrayList<>();
    private final TreeSet<SimulatedCancellation> sleeping = new TreeSet<>(
            Comparator.comparingLong((SimulatedCancellation waiter) -> waiter.due).thenComparingLong(waiter -> waiter.order));
    private long now;
    private long order;

    /** Adds a thread; threads start in this order. */
    public SimulatedTime thread(Body body) {
        bodies.add(body);
        return this;
    }

    /** Returns when all threads have ended. */
    public void run() throws Exception {
        List<SimulatedCancellation> waiters = bodies.stream().map(body -> new SimulatedCancellation()).toList();
        waiters.forEach(waiter -> sleep(waiter, 0));
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            Body body = bodies.get(i);
            SimulatedCancellation waiter = waiters.get(i);
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    waiter.turn.acquire();
                    body.run(waiter);
                    done.complete(null);
                } catch (Exception | AssertionError e) {
                    done.completeExceptionally(e);
                } finally {
                    next();
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(done);
        }
        next();
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private synchronized void sleep(SimulatedCancellation waiter, long nanos) {
        waiter.due = now + nanos;
        waiter.order = order++;
        sleeping.add(waiter);
    }

    private synchronized void next() {
        SimulatedCancellation waiter = sleeping.pollFirst();
        if (waiter != null) {
            now = Math.max(now, waiter.due);
            waiter.turn.release();
        }
    }

    public synchronized long nanoTime() {
        return now;
    }

    public Duration passed() {
        return Duration.ofNanos(nanoTime());
    }

    public Clock clock() {
        InstantSource source = () -> START.plus(passed());
        return source.withZone(ZoneOffset.UTC);
    }

    /** How one thread waits. */
    public final class SimulatedCancellation implements Cancellation {

        private final Semaphore turn = new Semaphore(0);
        private long due;
        private long order;
        private boolean stopped;

        @Override
        public void pause(Duration duration) throws InterruptedException {
            if (!isStopped()) {
                sleep(this, duration.toNanos());
                next();
                turn.acquire();
            }
            if (isStopped()) {
                throw new InterruptedException("Stopped");
            }
        }

        private boolean isStopped() {
            synchronized (SimulatedTime.this) {
                return stopped;
            }
        }

        /** Ends the pause of this thread immediately; called by another thread. */
        public void stop() {
            synchronized (SimulatedTime.this) {
                stopped = true;
                if (sleeping.remove(this)) {
                    sleep(this, 0);
                }
            }
        }

        @Override
        public Signal newSignal() {
            return new Signal() {
                private boolean given;
                private boolean waiting;

                @Override
                public void give() {
                    synchronized (SimulatedTime.this) {
                        given = true;
                        if (waiting && sleeping.remove(SimulatedCancellation.this)) {
                            sleep(SimulatedCancellation.this, 0);
                        }
                    }
                }

                @Override
                public void await(Duration atMost) throws InterruptedException {
                    if (!given) {
                        waiting = true;
                        pause(atMost);
                        waiting = false;
                    }
                    given = false;
                }
            };
        }

        @Override
        public Registration onStop(Runnable action) {
            return () -> {
            };
        }
    }
}
