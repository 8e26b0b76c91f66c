package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated Plivo in a process of its own. */
final class Plivo implements AutoCloseable {

    static final String AUTH_ID = "MABENCHMARK000000001";
    static final String AUTH_TOKEN = "token";

    /** Records that a growing list gains with every list request. One of them is listed late. */
    private static final int GROWTH = 7;
    /** The maximum, less than the default of {@code settle}. */
    private static final int LATE_MILLIS = 10_000;

    /**
     * The settings of the simulator.
     *
     * @param records                the number of records at the start
     * @param perSecond              the number of records a second, on average
     * @param latencyMillis          the delay of each response
     * @param offsetMicros           the additional delay for each thousand rows of offset, like that of a database that
     *                               skips them
     * @param growSeconds            how long the list grows; 0 for a list that does not change
     * @param listsPerMinute         0 for no limit
     * @param requestsPerFiveSeconds 0 for no limit
     */
    record Setup(
            int records, Traffic traffic, double perSecond, int latencyMillis, int offsetMicros, int growSeconds,
            int listsPerMinute, int requestsPerFiveSeconds) {

        /** Random records, one a second. */
        static Setup backlog(int records) {
            return new Setup(records, Traffic.RANDOM, 1, 0, 0, 0, 0, 0);
        }

        Setup traffic(Traffic kind, double recordsASecond) {
            return new Setup(
                    records, kind, recordsASecond, latencyMillis, offsetMicros, growSeconds, listsPerMinute,
                    requestsPerFiveSeconds);
        }

        Setup latency(int millis) {
            return new Setup(
                    records, traffic, perSecond, millis, offsetMicros, growSeconds, listsPerMinute, requestsPerFiveSeconds);
        }

        Setup offsetCost(int microsPerThousand) {
            return new Setup(
                    records, traffic, perSecond, latencyMillis, microsPerThousand, growSeconds, listsPerMinute,
                    requestsPerFiveSeconds);
        }

        Setup growing(int seconds) {
            return new Setup(
                    records, traffic, perSecond, latencyMillis, offsetMicros, seconds, listsPerMinute, requestsPerFiveSeconds);
        }

        Setup limits(int lists, int requests) {
            return new Setup(records, traffic, perSecond, latencyMillis, offsetMicros, growSeconds, lists, requests);
        }
    }

    /**
     * The address of the simulator, and the time range of the records.
     *
     * @param start inclusive
     * @param end   exclusive; in the future if the list grows
     */
    record Address(String url, String start, String end) {

        /** The same address with the first part of the time range, at most this long. */
        Address first(Duration length) {
            Instant first = Instant.parse(start).plus(length);
            return new Address(url, start, first.isBefore(Instant.parse(end)) ? first.toString() : end);
        }
    }

    /**
     * The requests that it received, and the records that it lists.
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
        Random random = new Random(1);
        long[] micros = setup.traffic().micros(setup.records(), setup.perSecond(), random).toArray();
        long seconds = 1 + LongStream.of(micros).max().orElseThrow() / 1_000_000;
        Instant start = now.minusSeconds(60 + seconds);
        Instant end = start.plusSeconds(setup.growSeconds() == 0 ? seconds : seconds + 60 + setup.growSeconds());
        SimulatedAccount account = new SimulatedAccount(AUTH_ID, AUTH_TOKEN, 1);
        LongStream.of(micros).forEach(time -> account.add(start.plus(time, ChronoUnit.MICROS)));
        try (PlivoSimulator plivo = builder(setup).account(account).start()) {
            AtomicLong lists = new AtomicLong();
            plivo.onRequest(request -> lists.addAndGet(request.kind() == Kind.LIST ? 1 : 0));
            plivo.onRequest(request -> LockSupport.parkNanos(offsetNanos(request, setup)));
            if (setup.growSeconds() > 0) {
                plivo.onRequest(request -> grow(account, end, random));
            }
            Child.print(new Address(plivo.baseUrl().toString(), start.toString(), end.toString()));
            while (true) {
                Child.awaitRequest();
                long refused = plivo.requests().stream().filter(request -> request.status() == 429).count();
                Records held = new Records(false);
                account.uuids(Instant.MIN, Instant.MAX).forEach(held::add);
                Child.print(new Counts(lists.get(), refused, held.sum()));
            }
        }
    }

    private static PlivoSimulator.Builder builder(Setup setup) {
        PlivoSimulator.Builder builder = PlivoSimulator.builder().unlimited()
                .latency(Duration.ofMillis(setup.latencyMillis())).shuffleTies(setup.traffic() != Traffic.TIES);
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

    private static void grow(SimulatedAccount account, Instant end, Random random) {
        for (int i = 0; i < GROWTH; i++) {
            Instant now = Instant.now();
            if (now.isBefore(end)) {
                account.add(now, i == 0 ? now.plusMillis(random.nextInt(LATE_MILLIS)) : now);
            }
        }
    }
}
