package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated Plivo in a process of its own. */
final class Plivo implements AutoCloseable {

    static final String AUTH_ID = "MABENCHMARK000000001";
    static final String AUTH_TOKEN = "token";

    /**
     * The settings of the simulator.
     *
     * @param records                the number of records at the start, at random times
     * @param recordSeconds          average time between two records
     * @param latencyMillis          the delay of each response
     * @param offsetMicros           the additional delay for each thousand rows of offset, like that of a database that
     *                               skips them
     * @param growth                 the number of records that are added with every list request
     * @param growSeconds            how long the list grows
     * @param listsPerMinute         0 for no limit
     * @param requestsPerFiveSeconds 0 for no limit
     */
    record Setup(
            int records, int recordSeconds, int latencyMillis, int offsetMicros, int growth, int growSeconds,
            int listsPerMinute, int requestsPerFiveSeconds) {

        static Setup backlog(int records) {
            return new Setup(records, 1, 0, 0, 0, 0, 0, 0);
        }

        Setup oneEvery(int seconds) {
            return new Setup(
                    records, seconds, latencyMillis, offsetMicros, growth, growSeconds, listsPerMinute, requestsPerFiveSeconds);
        }

        Setup latency(int millis) {
            return new Setup(
                    records, recordSeconds, millis, offsetMicros, growth, growSeconds, listsPerMinute, requestsPerFiveSeconds);
        }

        Setup offsetCost(int microsPerThousand) {
            return new Setup(
                    records, recordSeconds, latencyMillis, microsPerThousand, growth, growSeconds, listsPerMinute,
                    requestsPerFiveSeconds);
        }

        Setup growing(int recordsARequest, int seconds) {
            return new Setup(
                    records, recordSeconds, latencyMillis, offsetMicros, recordsARequest, seconds, listsPerMinute,
                    requestsPerFiveSeconds);
        }

        Setup limits(int lists, int requests) {
            return new Setup(records, recordSeconds, latencyMillis, offsetMicros, growth, growSeconds, lists, requests);
        }
    }

    /**
     * The address of the simulator, and the time range of the records at the start.
     *
     * @param start inclusive
     * @param end   exclusive
     */
    record Address(String url, String start, String end) {

        /** The same address with the first part of the time range, at most this long. */
        Address first(Duration length) {
            Instant first = Instant.parse(start).plus(length);
            return new Address(url, start, first.isBefore(Instant.parse(end)) ? first.toString() : end);
        }
    }

    /**
     * The requests that it received, and the records that it holds.
     *
     * @param refused requests that received a 429
     */
    record Counts(long lists, long refused, Records.Sum held) {

        Counts since(Counts earlier) {
            return new Counts(lists - earlier.lists, refused - earlier.refused, held);
        }
    }

    private final Child process;
    private final Address address;

    private Plivo(Child process) {
        this.process = process;
        this.address = process.result(Address.class);
    }

    static Plivo start(Setup setup) {
        return new Plivo(Child.start(Plivo.class, setup, "-Xmx6g"));
    }

    Address address() {
        return address;
    }

    Counts counts() {
        process.request();
        return process.result(Counts.class);
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs in the child process. */
    public static void main(String[] arguments) throws Exception {
        Setup setup = Child.task(arguments, Setup.class);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant start = now.minusSeconds(60).minusSeconds((long) setup.recordSeconds() * setup.records());
        // the end of a growing list is in the future
        Instant end = setup.growth() == 0 ? now.minusSeconds(60) : now.plusSeconds(setup.growSeconds());
        SimulatedAccount account = new SimulatedAccount(AUTH_ID, AUTH_TOKEN, 1);
        Records held = new Records(false);
        Random random = new Random(1);
        long span = Duration.between(start, now.minusSeconds(60)).toMillis();
        for (int i = 0; i < setup.records(); i++) {
            held.add(account.add(start.plusMillis((long) (random.nextDouble() * span))));
        }
        try (PlivoSimulator plivo = builder(setup).account(account).start()) {
            AtomicLong lists = new AtomicLong();
            plivo.onRequest(request -> lists.addAndGet(request.kind() == Kind.LIST ? 1 : 0));
            plivo.onRequest(request -> LockSupport.parkNanos(offsetNanos(request, setup)));
            plivo.onRequest(request -> {
                for (int i = 0; i < setup.growth() && Instant.now().isBefore(end); i++) {
                    held.add(account.add(Instant.now()));
                }
            });
            Child.print(new Address(plivo.baseUrl().toString(), start.toString(), end.toString()));
            while (true) {
                Child.awaitRequest();
                long refused = plivo.requests().stream().filter(request -> request.status() == 429).count();
                Child.print(new Counts(lists.get(), refused, held.sum()));
            }
        }
    }

    private static PlivoSimulator.Builder builder(Setup setup) {
        PlivoSimulator.Builder builder
                = PlivoSimulator.builder().unlimited().latency(Duration.ofMillis(setup.latencyMillis()));
        if (setup.listsPerMinute() > 0) {
            builder.listRequestsPerMinute(setup.listsPerMinute());
        }
        if (setup.requestsPerFiveSeconds() > 0) {
            builder.requestsPerFiveSeconds(setup.requestsPerFiveSeconds());
        }
        return builder;
    }

    private static long offsetNanos(ReceivedRequest request, Setup setup) {
        return Long.parseLong(request.query().getOrDefault("offset", "0")) * setup.offsetMicros();
    }
}
