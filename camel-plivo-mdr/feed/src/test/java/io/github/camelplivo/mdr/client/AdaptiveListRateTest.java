package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.SimulatedTime;
import io.github.camelplivo.mdr.budget.support.SimulatedTime.SimulatedCancellation;
import io.github.camelplivo.mdr.support.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rate of lists if Plivo allows fewer than configured, for hours on a simulated clock. It is not known whether
 * Plivo's minute slides, so both kinds of server are tested.
 */
class AdaptiveListRateTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final SimulatedTime time = new SimulatedTime();
    private final RetryPolicy policy = new RetryPolicy(3, new Random(1));
    private final List<Long> accepted = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();

    /** A server that allows 20 lists a minute without a Retry-After, and a client with a limit of 600. */
    @ParameterizedTest
    @CsvSource({
            "sliding, 1, 200", "sliding, 4, 900", "sliding, 16, 5000", "fixed, 1, 200", "fixed, 4, 900", "fixed, 16, 5000" })
    void settles(String kind, int threads, int flightMillis) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 600, 100, time::nanoTime);
        read(budget, server(kind, 20), threads, Duration.ofMillis(flightMillis), Duration.ofHours(1));

        List<Long> perMinute = LongStream.range(5, 60).map(minute -> in(refused, minute)).boxed().toList();
        assertThat(perMinute.stream().mapToLong(n -> n).sum()).as("429s after five minutes").isLessThanOrEqualTo(55 / 3);
        if (flightMillis < 3000) {
            // otherwise the next requests are sent before the first 429 arrives
            assertThat(perMinute).as("429s in each minute").allMatch(n -> n <= 1);
        }
        assertThat(accepted.stream().filter(t -> t >= 5 * MINUTE).count()).as("of 1100 that are allowed").isGreaterThan(950);
        assertThat(budget.listRequestsPerMinute()).isBetween(15.0, 25.0);
        assertThat(budget.rateLimited()).isEqualTo(refused.size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "sliding", "fixed" })
    void usesTheDocumentedLimitAndIsNeverRefused(String kind) throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
        read(budget, server(kind, 20), 4, Duration.ofMillis(300), Duration.ofHours(1));

        assertThat(refused).isEmpty();
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(60 * 20 * 95 / 100);
    }

    @Test
    void recoversFromASingleRefusal() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
        try (LogLines log = new LogLines()) {
            read(budget, now -> now < 10 * MINUTE || !refused.isEmpty(), 4, Duration.ofMillis(300), Duration.ofMinutes(25));

            assertThat(refused).hasSize(1);
            assertThat(budget.listRequestsPerMinute()).isEqualTo(20);
            assertThat(in(accepted, 19)).as("soon as fast as before").isGreaterThanOrEqualTo(19);
            assertThat(log.all(RequestBudget.class, Level.INFO)).hasSize(2);
            assertThat(log.all(RequestBudget.class, Level.INFO).get(0)).startsWith("WARN ")
                    .contains("from 20 a minute down to 1")
                    .contains("listRequestsPerMinute=20", "ask Plivo to raise the limit", "another program lists");
            assertThat(log.all(RequestBudget.class, Level.INFO).get(1))
                    .isEqualTo("INFO Plivo accepts 20 list requests a minute of account MAACCOUNT again, as configured");
        }
    }

    /** A feed that polls once a minute does not show which rate Plivo accepts. */
    @Test
    void halvesTheRateAtMostWithFewRequests() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
        time.thread(waiter -> {
            budget.listRefused(budget.awaitList(PermitRequest.of(Priority.LIVE), waiter), refusals -> Duration.ofSeconds(5));
            assertThat(budget.listRequestsPerMinute()).isEqualTo(10);
            waiter.pause(Duration.ofMinutes(17));
            assertThat(budget.listRequestsPerMinute()).isEqualTo(20);
        }).run();
    }

    @Test
    void concurrentRefusalsReduceTheRateOnce() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 60_000, 60_000, time::nanoTime);
        List<Integer> refusalsInARow = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            time.thread(waiter -> {
                long turn = budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
                waiter.pause(Duration.ofSeconds(1));
                budget.listRefused(turn, refusals -> {
                    refusalsInARow.add(refusals);
                    return Duration.ofSeconds(5);
                });
            });
        }
        time.run();

        assertThat(budget.listRequestsPerMinute()).isEqualTo(30_000);
        assertThat(refusalsInARow).hasSize(16).containsOnly(1);
        assertThat(budget.rateLimited()).isEqualTo(16);
    }

    @Test
    void aRefusalPausesAllListsButNotGets() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 600, 30, time::nanoTime);
        List<Duration> lists = new ArrayList<>();
        time.thread(waiter -> budget.listRefused(
                budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter), refusals -> Duration.ofSeconds(40)));
        for (int i = 0; i < 3; i++) {
            time.thread(waiter -> {
                waiter.pause(Duration.ofSeconds(1));
                budget.awaitList(PermitRequest.of(Priority.PRODUCER), waiter);
                lists.add(time.passed());
            });
        }
        time.thread(waiter -> {
            waiter.pause(Duration.ofSeconds(2));
            budget.awaitGet(PermitRequest.of(Priority.PRODUCER), waiter);
            assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
        }).run();

        assertThat(lists).hasSize(3).first().isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void pausesGrowWithRefusalsInARow() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 600, 30, time::nanoTime);
        List<Integer> refusalsInARow = new ArrayList<>();
        time.thread(waiter -> {
            for (int i = 0; i < 3; i++) {
                refuse(budget, waiter, refusalsInARow);
            }
            budget.listAccepted(budget.awaitList(PermitRequest.of(Priority.LIVE), waiter));
            refuse(budget, waiter, refusalsInARow);
        }).run();

        assertThat(refusalsInARow).containsExactly(1, 2, 3, 1);
    }

    private static void refuse(RequestBudget budget, SimulatedCancellation waiter, List<Integer> refusalsInARow)
            throws Exception {
        budget.listRefused(budget.awaitList(PermitRequest.of(Priority.LIVE), waiter), refusals -> {
            refusalsInARow.add(refusals);
            return Duration.ofSeconds(5);
        });
    }

    /**
     * A server that refuses everything for half an hour receives about two requests a minute, and soon afterwards as
     * many as before.
     */
    @Test
    void recoversFromOneListAMinute() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);
        try (LogLines log = new LogLines()) {
            read(budget, now -> now > 30 * MINUTE, 16, Duration.ofMillis(300), Duration.ofMinutes(75));

            assertThat(refused).hasSizeLessThan(60);
            assertThat(in(refused, 25)).isLessThanOrEqualTo(1);
            assertThat(in(accepted, 73)).isGreaterThanOrEqualTo(19);
            assertThat(log.all(RequestBudget.class, Level.INFO)).as("one line at its start, one at its end").hasSize(2);
        }
    }

    @Test
    void aBudgetOfOneListAMinuteIsReducedToo() throws Exception {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 1, 30, time::nanoTime);
        time.thread(waiter -> {
            for (int i = 0; i < 5; i++) {
                refuse(budget, waiter, new ArrayList<>());
            }
            assertThat(budget.listRequestsPerMinute()).isEqualTo(0.5);
        }).run();
    }

    @Test
    void aRefusedGetDoesNotSlowLists() {
        RequestBudget budget = new RequestBudget("MAACCOUNT", 20, 30, time::nanoTime);

        budget.getRefused();

        assertThat(budget.rateLimited()).isEqualTo(1);
        assertThat(budget.listRequestsPerMinute()).isEqualTo(20);
    }

    /** Lists as fast as the budget allows, without end. */
    private void read(RequestBudget budget, LongPredicate server, int threads, Duration flight, Duration howLong)
            throws Exception {
        for (int i = 0; i < threads; i++) {
            time.thread(waiter -> {
                while (time.passed().compareTo(howLong) < 0) {
                    long turn = budget.awaitList(PermitRequest.of(Priority.BACKFILL), waiter);
                    waiter.pause(flight.dividedBy(2));
                    long now = time.nanoTime();
                    boolean admitted = server.test(now);
                    (admitted ? accepted : refused).add(now);
                    waiter.pause(flight.dividedBy(2));
                    if (admitted) {
                        budget.listAccepted(turn);
                    } else {
                        budget.listRefused(turn, refusals -> policy.wait(refusals, true, null));
                    }
                }
            });
        }
        time.run();
    }

    private LongPredicate server(String kind, int perMinute) {
        if (kind.equals("fixed")) {
            return now -> accepted.stream().filter(t -> t / MINUTE == now / MINUTE).count() < perMinute;
        }
        return now -> accepted.stream().filter(t -> t > now - MINUTE).count() < perMinute;
    }

    private static long in(List<Long> moments, long minute) {
        return moments.stream().filter(t -> t / MINUTE == minute).count();
    }
}
