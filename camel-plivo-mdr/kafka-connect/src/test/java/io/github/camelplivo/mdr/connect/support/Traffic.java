package io.github.camelplivo.mdr.connect.support;

import java.time.Duration;

/**
 * Lets accounts grow and change while a connector reads them, in a thread of its own that also follows what is
 * committed.
 */
public final class Traffic implements AutoCloseable {

    private final ChangingAccounts accounts;
    private final Committed committed;
    private final int perSecond;
    private final Duration settle;
    private final Duration lastAge;
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean growing = true;
    private volatile boolean open = true;
    private volatile Throwable failure;

    /**
     * @param perSecond new records of all accounts
     * @param settle    that of the connector
     * @param lastAge   of its rechecks
     */
    public Traffic(ChangingAccounts accounts, Committed committed, int perSecond, Duration settle, Duration lastAge) {
        this.accounts = accounts;
        this.committed = committed;
        this.perSecond = perSecond;
        this.settle = settle;
        this.lastAge = lastAge;
        thread.start();
    }

    private void run() {
        try {
            long begin = System.nanoTime();
            long grown = 0;
            while (open) {
                committed.read();
                if (growing) {
                    long due = (System.nanoTime() - begin) * perSecond / 1_000_000_000;
                    accounts.grow((int) (due - grown), settle, lastAge, committed::has);
                    grown = due;
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Nothing is added or changed any more; what is committed is still followed. */
    public void end() {
        growing = false;
    }

    /** @throws AssertionError if its thread has ended with an error */
    public void requireAlive() {
        if (failure != null) {
            throw new AssertionError("The traffic has ended", failure);
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
