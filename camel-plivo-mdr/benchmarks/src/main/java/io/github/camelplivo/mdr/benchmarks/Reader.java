package io.github.camelplivo.mdr.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/** A process that reads an account in one of the ways, as often as it is told, and says what that took. */
final class Reader {

    /** Fast enough never to wait for a budget. */
    static final int UNLIMITED = 600_000;

    /**
     * What to do.
     *
     * @param settle        how old a record must be to be read; only the feed knows that
     * @param inFlight      how many requests at the same time; only the feed can do more than one
     * @param flat          whether nothing may be kept of a record
     * @param times         how often, one after the other
     * @param secondsAtMost after how many it is given up
     */
    record Task(Plivo.Address plivo, Walk walk, String settle, int inFlight, int listsPerMinute, int requestsPerSecond,
            boolean flat, Plivo.Address warmUp, int times, int secondsAtMost) {

        static Task of(Plivo.Address plivo, Walk walk) {
            return new Task(plivo, walk, "15s", 1, UNLIMITED, UNLIMITED, false, null, 1, 600);
        }

        Task inFlight(int requests) {
            return new Task(
                    plivo, walk, settle, requests, listsPerMinute, requestsPerSecond, flat, warmUp, times, secondsAtMost);
        }

        Task budget(int lists, int requests) {
            return new Task(plivo, walk, settle, inFlight, lists, requests, flat, warmUp, times, secondsAtMost);
        }

        Task keepingNothing() {
            return new Task(
                    plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, true, warmUp, times, secondsAtMost);
        }

        Task warmUp(Plivo.Address stretch) {
            return new Task(
                    plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, stretch, times, secondsAtMost);
        }

        Task over(Plivo.Address stretch) {
            return new Task(
                    stretch, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, times, secondsAtMost);
        }

        Task times(int number) {
            return new Task(
                    plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, number, secondsAtMost);
        }

        Task atMost(int seconds) {
            return new Task(plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, times, seconds);
        }
    }

    /**
     * What one reading was.
     *
     * @param millis         from the start of the walk to the last record
     * @param firstMillis    from the start of the JVM to the first record
     * @param cpuMillis      of all processors, of the whole process
     * @param allocatedBytes by all threads that live at the end
     * @param liveBytes      the most that was alive after a collection, looked at now and then if nothing may be kept
     * @param failure        {@code null} if it came to an end
     */
    record Result(Records.Sum handedOut, long millis, long firstMillis, long cpuMillis, long allocatedBytes, long liveBytes,
            String failure) {
    }

    private static final int A_LOOK = 10_000;
    private static final OperatingSystemMXBean SYSTEM
            = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Task task;
    private final Records records;
    private final long begin = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long allocated = allocatedBytes();
    private long last = begin;
    private long firstMillis;
    private long liveBytes;

    private Reader(Task task) {
        this.task = task;
        this.records = new Records(task.flat());
    }

    static List<Result> run(Task task, String... options) {
        try (Child child = Child.start(Reader.class, task, options)) {
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < task.times(); i++) {
                results.add(child.answer(Result.class));
            }
            return results;
        }
    }

    /** The process. */
    public static void main(String[] arguments) throws Exception {
        Task task = Child.task(arguments, Task.class);
        if (task.warmUp() != null) {
            new Reader(task.over(task.warmUp())).read();
        }
        for (int i = 0; i < task.times(); i++) {
            Child.answer(new Reader(task).read());
        }
        // whatever was given up is still at it
        System.exit(0);
    }

    private Result read() throws InterruptedException {
        CompletableFuture<Result> end = new CompletableFuture<>();
        Thread walk = new Thread(() -> end.complete(walk()), "walk");
        walk.setDaemon(true);
        walk.start();
        try {
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
