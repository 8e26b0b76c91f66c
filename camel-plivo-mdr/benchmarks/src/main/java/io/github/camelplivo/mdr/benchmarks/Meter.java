package io.github.camelplivo.mdr.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.camelplivo.mdr.benchmarks.Reader.Result;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/** Runs a walk in this process and measures it. */
final class Meter {

    private static final int RECORDS_PER_SAMPLE = 10_000;
    /** Seconds within which there must be a first record. */
    private static final int START_SECONDS = 60;
    private static final OperatingSystemMXBean SYSTEM
            = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Task task;
    private final Records records;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private long cpu = SYSTEM.getProcessCpuTime();
    private long allocated = allocatedBytes();
    private long last = start;
    private long firstMillis;
    private long liveBytes;

    Meter(Task task) {
        this.task = task;
        this.records = new Records(task.flat());
    }

    Result read() throws InterruptedException {
        CompletableFuture<Result> end = new CompletableFuture<>();
        Thread walk = new Thread(() -> end.complete(walk()), "walk");
        walk.setDaemon(true);
        walk.start();
        try {
            CompletableFuture.anyOf(started, end).get(START_SECONDS, TimeUnit.SECONDS);
            return end.get(task.secondsAtMost(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return result("stopped after " + task.secondsAtMost() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The walk never completes exceptionally", e);
        }
    }

    private Result walk() {
        try {
            AutoCloseable walk = task.walk().run(task, this::add);
            // before threads end, because their allocations are no longer counted then
            Result result = result(null);
            walk.close();
            return result;
        } catch (Exception | Error e) {
            return result(e.toString());
        }
    }

    private synchronized Result result(String failure) {
        return new Result(
                records.sum(), (last - start) / 1_000_000, firstMillis, (SYSTEM.getProcessCpuTime() - cpu) / 1_000_000,
                allocatedBytes() - allocated, liveBytes, failure);
    }

    private synchronized void add(String uuid) {
        records.add(uuid);
        last = System.nanoTime();
        if (records.count() == 1) {
            // the start of a context is not a cost of a record
            cpu = SYSTEM.getProcessCpuTime();
            allocated = allocatedBytes();
            started.complete(null);
            firstMillis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        }
        if (task.flat() && records.count() % RECORDS_PER_SAMPLE == 0) {
            System.gc();
            Runtime heap = Runtime.getRuntime();
            liveBytes = Math.max(liveBytes, heap.totalMemory() - heap.freeMemory());
        }
    }

    private static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter(bytes -> bytes > 0).sum();
    }
}
