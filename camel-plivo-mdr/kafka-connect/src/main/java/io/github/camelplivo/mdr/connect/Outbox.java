package io.github.camelplivo.mdr.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Batches of records on their way from the readers of a task to its worker. A batch reaches the worker whole, so that
 * it is in one transaction.
 */
final class Outbox {

    private static final int BATCHES = 32;
    private static final int MOST_RECORDS = 1_000;
    private static final long WAIT_MILLIS = 500;

    private final BlockingQueue<List<SourceRecord>> batches = new ArrayBlockingQueue<>(BATCHES);
    private volatile @Nullable Throwable failure;

    /** Waits while the outbox is full: a worker that is paused takes nothing. */
    void put(List<SourceRecord> batch) throws InterruptedException {
        if (!batch.isEmpty()) {
            batches.put(batch);
        }
    }

    /** The task must fail. Records that were put before are not delivered, and are read again. */
    void fail(Throwable cause) {
        failure = cause;
    }

    /**
     * The records of one batch or more, {@code null} if none came in half a second.
     *
     * @throws ConnectException if a reader has failed
     */
    @Nullable
    List<SourceRecord> take() throws InterruptedException {
        Throwable cause = failure;
        if (cause != null) {
            throw new ConnectException("The task cannot continue: " + cause.getMessage(), cause);
        }
        List<SourceRecord> batch = batches.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (batch == null) {
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(batch);
        while (records.size() < MOST_RECORDS && (batch = batches.poll()) != null) {
            records.addAll(batch);
        }
        return records;
    }
}
