package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.util.Random;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.budget.RequestBudget;

/** Clients for tests whose retries wait as long in every run. */
public final class TestClients {

    private TestClients() {
    }

    public static PlivoClient open(ClientSettings settings, RequestBudget budget, Random random, Clock clock) {
        return new PlivoClient(settings, budget, new DriftLog(), random, clock);
    }

    /** With a clock that may jump while {@code nanoTime} does not. */
    public static PlivoClient open(
            ClientSettings settings, RequestBudget budget, Random random, Clock clock, LongSupplier nanoTime) {
        return new PlivoClient(settings, budget, new DriftLog(), random, clock, nanoTime);
    }
}
