package io.github.camelplivo.mdr.benchmarks;

/** A process that reads an account in one of the ways, once per request, and reports the cost each time. */
final class Reader implements AutoCloseable {

    static final String READ_EVERYTHING = "read everything";
    /** A limit so high that the reader never waits for a permit. */
    static final int UNLIMITED = 600_000;

    /**
     * The task of a reader.
     *
     * @param rechecks      whether to read each record twice and remember its version; only the feed does
     * @param inFlight      number of concurrent requests; only the feed supports more than one
     * @param flat          whether to keep nothing about a record
     * @param warmUp        the range to read before the measurement, so that Java has compiled the code; {@code null}
     *                      for none
     * @param secondsAtMost maximum seconds after the first record; then the reader is stopped
     */
    record Task(Plivo.Address plivo, Walk walk, boolean rechecks, int inFlight, int listsPerMinute, int requestsPerSecond,
            boolean flat, Plivo.Address warmUp, int secondsAtMost) {

        static Task of(Plivo.Address plivo, Walk walk) {
            return new Task(plivo, walk, false, 1, UNLIMITED, UNLIMITED, false, null, 600);
        }

        Task rechecks(boolean on) {
            return new Task(plivo, walk, on, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task inFlight(int requests) {
            return new Task(
                    plivo, walk, rechecks, requests, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task budget(int lists, int requests) {
            return new Task(plivo, walk, rechecks, inFlight, lists, requests, flat, warmUp, secondsAtMost);
        }

        Task keepingNothing() {
            return new Task(
                    plivo, walk, rechecks, inFlight, listsPerMinute, requestsPerSecond, true, warmUp, secondsAtMost);
        }

        Task warmUp(Plivo.Address stretch) {
            return new Task(
                    plivo, walk, rechecks, inFlight, listsPerMinute, requestsPerSecond, flat, stretch, secondsAtMost);
        }

        Task over(Plivo.Address stretch) {
            return new Task(
                    stretch, walk, rechecks, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task atMost(int seconds) {
            return new Task(plivo, walk, rechecks, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, seconds);
        }
    }

    /**
     * The result of one reading.
     *
     * @param millis         from the start of the walk to the last record
     * @param firstMillis    from the start of the JVM to the first record
     * @param cpuMillis      time of all processors in the whole process, from the first record on
     * @param allocatedBytes by all threads that are alive at the end, from the first record on
     * @param liveBytes      the most memory in use after a collection; sampled only if nothing is kept
     * @param failure        {@code null} if the reader finished
     */
    record Result(Records.Sum handedOut, long millis, long firstMillis, long cpuMillis, long allocatedBytes, long liveBytes,
            String failure) {
    }

    /** A result, and the requests that Plivo received for it. */
    record Reading(Result result, Plivo.Counts counts) {

        /** Requests per twenty records that were delivered for the first time. */
        double requestsAPage() {
            return 20.0 * counts.lists() / result.handedOut().distinct();
        }

        long twice() {
            return result.handedOut().records() - result.handedOut().distinct();
        }

        /** Records that the list held at the end but the reader did not deliver. */
        long lost() {
            return counts.held().distinct() - result.handedOut().distinct();
        }

        double recordsARequest() {
            return (double) result.handedOut().distinct() / counts.lists();
        }

        long served() {
            return counts.lists() - counts.refused();
        }

        String end() {
            return result.failure() == null ? READ_EVERYTHING : result.failure();
        }

        double recordsASecond() {
            return 1000.0 * result.handedOut().distinct() / Math.max(1, result.millis());
        }
    }

    /** The reader is ready. */
    private record Ready(boolean ready) {
    }

    private final Child process;
    private final Plivo plivo;

    private Reader(Child process, Plivo plivo) {
        this.process = process;
        this.plivo = plivo;
        process.result(Ready.class);
    }

    /** Returns when the reader has warmed up. */
    static Reader start(Plivo plivo, Task task, String... options) {
        return new Reader(Child.start(Reader.class, task, options), plivo);
    }

    /** Reads once and ends the process. */
    static Reading once(Plivo plivo, Task task, String... options) {
        try (Reader reader = start(plivo, task, options)) {
            return reader.read();
        }
    }

    Reading read() {
        Plivo.Counts before = plivo.counts();
        process.request();
        Result result = process.result(Result.class);
        return new Reading(result, plivo.counts().since(before));
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs in the child process. */
    public static void main(String[] arguments) throws Exception {
        Task task = Child.task(arguments, Task.class);
        if (task.warmUp() != null) {
            new Meter(task.over(task.warmUp())).read();
        }
        Child.print(new Ready(true));
        while (true) {
            Child.awaitRequest();
            Child.print(new Meter(task).read());
        }
    }
}
