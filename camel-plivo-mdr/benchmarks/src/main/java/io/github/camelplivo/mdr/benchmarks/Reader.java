package io.github.camelplivo.mdr.benchmarks;

/** A process that reads an account in one of the ways, as often as it is told, and says each time what that took. */
final class Reader implements AutoCloseable {

    static final String READ_EVERYTHING = "read everything";
    /** Fast enough never to wait for a budget. */
    static final int UNLIMITED = 600_000;

    /**
     * What to do.
     *
     * @param settle        how old a record must be to be read; only the feed knows that
     * @param inFlight      how many requests at the same time; only the feed can do more than one
     * @param flat          whether nothing may be kept of a record
     * @param warmUp        what is read before anything is measured, so that Java has compiled; {@code null} for
     *                      nothing
     * @param secondsAtMost after how many from the first record on it is given up
     */
    record Task(Plivo.Address plivo, Walk walk, String settle, int inFlight, int listsPerMinute, int requestsPerSecond,
            boolean flat, Plivo.Address warmUp, int secondsAtMost) {

        static Task of(Plivo.Address plivo, Walk walk) {
            return new Task(plivo, walk, "15s", 1, UNLIMITED, UNLIMITED, false, null, 600);
        }

        Task settle(String age) {
            return new Task(plivo, walk, age, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task inFlight(int requests) {
            return new Task(
                    plivo, walk, settle, requests, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task budget(int lists, int requests) {
            return new Task(plivo, walk, settle, inFlight, lists, requests, flat, warmUp, secondsAtMost);
        }

        Task keepingNothing() {
            return new Task(
                    plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, true, warmUp, secondsAtMost);
        }

        Task warmUp(Plivo.Address stretch) {
            return new Task(
                    plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, stretch, secondsAtMost);
        }

        Task over(Plivo.Address stretch) {
            return new Task(
                    stretch, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, secondsAtMost);
        }

        Task atMost(int seconds) {
            return new Task(plivo, walk, settle, inFlight, listsPerMinute, requestsPerSecond, flat, warmUp, seconds);
        }
    }

    /**
     * What one reading was.
     *
     * @param millis         from the start of the walk to the last record
     * @param firstMillis    from the start of the JVM to the first record
     * @param cpuMillis      of all processors, of the whole process, from the first record on
     * @param allocatedBytes by all threads that live at the end, from the first record on
     * @param liveBytes      the most that was alive after a collection, looked at now and then if nothing may be kept
     * @param failure        {@code null} if it came to an end
     */
    record Result(Records.Sum handedOut, long millis, long firstMillis, long cpuMillis, long allocatedBytes, long liveBytes,
            String failure) {
    }

    /** A result, and what Plivo saw of it. */
    record Reading(Result result, Plivo.Counts counts) {

        /** Requests for every twenty records that were handed out for the first time. */
        double requestsAPage() {
            return 20.0 * counts.lists() / result.handedOut().distinct();
        }

        long twice() {
            return result.handedOut().records() - result.handedOut().distinct();
        }

        /** Of what the list held in the end. */
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
        process.answer(Ready.class);
    }

    /** Returns when it has warmed up. */
    static Reader start(Plivo plivo, Task task, String... options) {
        return new Reader(Child.start(Reader.class, task, options), plivo);
    }

    /** Reads once and is gone. */
    static Reading once(Plivo plivo, Task task, String... options) {
        try (Reader reader = start(plivo, task, options)) {
            return reader.read();
        }
    }

    Reading read() {
        Plivo.Counts before = plivo.counts();
        process.ask();
        Result result = process.answer(Result.class);
        return new Reading(result, plivo.counts().since(before));
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process. */
    public static void main(String[] arguments) throws Exception {
        Task task = Child.task(arguments, Task.class);
        if (task.warmUp() != null) {
            new Meter(task.over(task.warmUp())).read();
        }
        Child.answer(new Ready(true));
        while (true) {
            Child.awaitQuestion();
            Child.answer(new Meter(task).read());
        }
    }
}
