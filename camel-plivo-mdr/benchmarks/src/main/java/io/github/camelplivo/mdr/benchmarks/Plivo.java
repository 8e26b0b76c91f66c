package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     * How it is to be.
     *
     * @param records        how many there are at the beginning
     * @param gapMillis      from one to the next; the newest is a minute old
     * @param latencyMillis  how long each answer is held back
     * @param offsetMicros   how much longer for each thousand rows of offset, as a database that skips them takes
     * @param growth         how many records come with every list request
     * @param listsPerMinute 0 for no limit; else also 300 requests in 5 seconds
     */
    record Setup(
            int records, int gapMillis, int latencyMillis, int offsetMicros, int growth, int listsPerMinute) {

        static Setup backlog(int records) {
            return new Setup(records, 1000, 0, 0, 0, 0);
        }

        Setup latency(int millis) {
            return new Setup(records, gapMillis, millis, offsetMicros, growth, listsPerMinute);
        }

        Setup gap(int millis) {
            return new Setup(records, millis, latencyMillis, offsetMicros, growth, listsPerMinute);
        }

        Setup offsetCost(int microsPerThousand) {
            return new Setup(records, gapMillis, latencyMillis, microsPerThousand, growth, listsPerMinute);
        }

        Setup growing(int recordsPerRequest) {
            return new Setup(records, gapMillis, latencyMillis, offsetMicros, recordsPerRequest, listsPerMinute);
        }

        Setup limit(int lists) {
            return new Setup(records, gapMillis, latencyMillis, offsetMicros, growth, lists);
        }
    }

    /**
     * Where it is, and the stretch of time of the records that are there at the beginning.
     *
     * @param start inclusive
     * @param end   exclusive
     */
    record Address(String url, String start, String end) {

        /** Only the oldest records. */
        Address first(Duration stretch) {
            return new Address(url, start, Instant.parse(start).plus(stretch).toString());
        }
    }

    /**
     * What it has seen, and what it holds.
     *
     * @param refused requests answered with 429
     */
    record Counts(long lists, long gets, long refused, Records.Sum held) {

        Counts since(Counts earlier) {
            return new Counts(lists - earlier.lists, gets - earlier.gets, refused - earlier.refused, held);
        }
    }

    private final Child process;
    private final Address address;

    private Plivo(Child process) {
        this.process = process;
        this.address = process.answer(Address.class);
    }

    static Plivo start(Setup setup) {
        return new Plivo(Child.start(Plivo.class, setup, "-Xmx6g"));
    }

    Address address() {
        return address;
    }

    Counts counts() {
        process.ask();
        return process.answer(Counts.class);
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process. */
    public static void main(String[] arguments) throws Exception {
        Setup setup = Child.task(arguments, Setup.class);
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        Instant start
                = end.minus(Duration.ofMillis((long) setup.gapMillis() * setup.records())).truncatedTo(ChronoUnit.SECONDS);
        SimulatedAccount account = new SimulatedAccount(AUTH_ID, AUTH_TOKEN, 1);
        Records held = new Records(false);
        for (int i = 1; i <= setup.records(); i++) {
            held.add(account.add(end.minus(Duration.ofMillis((long) setup.gapMillis() * i))));
        }
        PlivoSimulator.Builder builder
                = PlivoSimulator.builder().account(account).latency(Duration.ofMillis(setup.latencyMillis()));
        if (setup.listsPerMinute() == 0) {
            builder.unlimited();
        } else {
            builder.listRequestsPerMinute(setup.listsPerMinute());
        }
        try (PlivoSimulator plivo = builder.start()) {
            AtomicLong lists = new AtomicLong();
            AtomicLong gets = new AtomicLong();
            plivo.onRequest(request -> (request.kind() == Kind.LIST ? lists : gets).incrementAndGet());
            plivo.onRequest(request -> LockSupport.parkNanos(offsetNanos(request, setup)));
            if (setup.growth() > 0) {
                plivo.onRequest(request -> {
                    for (int i = 0; i < setup.growth(); i++) {
                        held.add(account.add(Instant.now()));
                    }
                });
            }
            Child.answer(new Address(plivo.baseUrl().toString(), start.toString(), end.toString()));
            while (true) {
                Child.awaitQuestion();
                long refused = plivo.requests().stream().filter(request -> request.status() == 429).count();
                Child.answer(new Counts(lists.get(), gets.get(), refused, held.sum()));
            }
        }
    }

    private static long offsetNanos(ReceivedRequest request, Setup setup) {
        return Long.parseLong(request.query().getOrDefault("offset", "0")) * setup.offsetMicros();
    }
}
