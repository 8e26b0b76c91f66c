package io.github.camelplivo.mdr.client;

import java.time.Duration;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The client's rate with limits that count like Plivo's, on one simulated clock. */
class PlivoClientPaceTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    private final RecordingCancellation waiter = new RecordingCancellation();

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 20 })
    void meetsNoLimitOfLists(int perMinute) throws Exception {
        try (PlivoSimulator plivo = plivo(perMinute);
             PlivoClient client = client(plivo, new RequestBudget("MAACCOUNT", perMinute, 30, waiter::nanoTime))) {
            for (int i = 0; i < 5 * perMinute; i++) {
                client.list(ALL, Priority.BACKFILL, waiter);
            }

            assertThat(plivo.requests()).hasSize(5 * perMinute).extracting(ReceivedRequest::status).containsOnly(200);
            assertThat(waiter.passed()).as("but loses no more than a second a minute").isLessThan(Duration.ofSeconds(5 * 61));
        }
    }

    @Test
    void succeedsAlthoughAnotherProgramUsesTheLimitToo() throws Exception {
        try (PlivoSimulator plivo = plivo(5);
             PlivoClient client = client(plivo, new RequestBudget("MAACCOUNT", 60, 30, waiter::nanoTime))) {
            for (int i = 0; i < 20; i++) {
                client.list(ALL, Priority.BACKFILL, waiter);
            }

            assertThat(plivo.requests()).extracting(ReceivedRequest::status).contains(429).filteredOn(s -> s == 200)
                    .hasSize(20);
            assertThat(plivo.requests()).as("no storm").hasSizeLessThan(40);
        }
    }

    private PlivoSimulator plivo(int listsPerMinute) {
        return PlivoSimulator.builder().account(new SimulatedAccount(PlivoServer.AUTH_ID, PlivoServer.TOKEN, 1))
                .clock(waiter.clock())
                .listRequestsPerMinute(listsPerMinute).start();
    }

    private PlivoClient client(PlivoSimulator plivo, RequestBudget budget) {
        PlivoServer.Settings settings = new PlivoServer.Settings(plivo.baseUrl());
        settings.maxRetries = 5;
        return new PlivoClient(settings.build(), budget, new DriftLog(), () -> 0, waiter.clock());
    }
}
