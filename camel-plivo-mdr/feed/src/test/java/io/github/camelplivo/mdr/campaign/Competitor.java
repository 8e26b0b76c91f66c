package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;

/**
 * Producers that list without end with the budget of the feed: they use every permit that they receive. Runs on the
 * schedule's time, one step at a time.
 */
final class Competitor implements Timeline.Guest, Cancellation, AutoCloseable {

    /** The duration of one of its requests. */
    private static final Duration REQUEST = Duration.ofMillis(200);

    private final RequestBudget budget;
    private final Timeline timeline;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore waits = new Semaphore(0);
    private final Thread thread = new Thread(this::live, "competitor");
    private volatile long due;
    private volatile boolean stopped;

    Competitor(RequestBudget budget, Timeline timeline) {
        this.budget = budget;
        this.timeline = timeline;
        due = timeline.nanoTime();
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            turn.acquire();
            while (!stopped) {
                request();
            }
        } catch (InterruptedException e) {
            // the schedule has ended
        } finally {
            due = Long.MAX_VALUE;
            waits.release();
        }
    }

    private void request() throws InterruptedException {
        try {
            long permit = budget.awaitList(PermitRequest.of(Priority.PRODUCER), this);
            pause(REQUEST);
            budget.listAccepted(permit);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // has waited too long for a permit, and tries again
            pause(REQUEST);
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        due = timeline.nanoTime() + Math.max(1, duration.toNanos());
        waits.release();
        turn.acquire();
        if (stopped) {
            throw new InterruptedException("Stopped");
        }
    }

    @Override
    public Signal newSignal() {
        return new Signal() {
            private boolean given;

            @Override
            public void give() {
                given = true;
                due = timeline.nanoTime();
            }

            @Override
            public void await(Duration atMost) throws InterruptedException {
                if (!given) {
                    pause(atMost);
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

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        turn.release();
        waits.acquireUninterruptibly();
    }

    @Override
    public void close() {
        stopped = true;
        due = Long.MAX_VALUE;
        turn.release();
    }
}
