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

/** Lets a walk run in this process and measures it. */
final class Meter {

    private static final int A_LOOK = 10_000;
    /** Seconds within which there must be a first record. */
    private static final int A_START = 60;
    private static final OperatingSystemMXBean SYSTEM
            = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Task task;
    private final Records records;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final long begin = System.nanoTime();
    private long cpu = SYSTEM.getProcessCpuTime();
    private long allocated = allocatedBytes();
    private long last = begin;
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
            CompletableFuture.anyOf(begun, end).get(A_START, TimeUnit.SECONDS);
            return end.get(task.secondsAtMost(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return result("given up after " + task.secondsAtMost() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An end is never exceptional", e);
        }
    }

    private Result walk() {
        try {
            AutoCloseable walk = task.walk().run(task, this::add);
            // before threads end, whose allocations are forgotten then
            Result result = result(null);
            walk.close();
            return result;
        } catch (Exception | Error e) {
            return result(e.toString());
        }
    }

    private synchronized Result result(String failure) {
        return new Result(
                records.sum(), (last - begin) / 1_000_000, firstMillis, (SYSTEM.getProcessCpuTime() - cpu) / 1_000_000,
                allocatedBytes() - allocated, liveBytes, failure);
    }

    private synchronized void add(String uuid) {
        records.add(uuid);
        last = System.nanoTime();
        if (records.count() == 1) {
            // what it takes to start a context is no cost of a record
            cpu = SYSTEM.getProcessCpuTime();
            allocated = allocatedBytes();
            begun.complete(null);
            firstMillis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        }
        if (task.flat() && records.count() % A_LOOK == 0) {
            System.gc();
            Runtime heap = Runtime.getRuntime();
            liveBytes = Math.max(liveBytes, heap.totalMemory() - heap.freeMemory());
        }
    }

    private static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter(bytes -> bytes > 0).sum();
    }
}
