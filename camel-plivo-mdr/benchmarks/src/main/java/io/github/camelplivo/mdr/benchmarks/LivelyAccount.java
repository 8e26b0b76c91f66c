package io.github.camelplivo.mdr.benchmarks;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;

/** An account with traffic on a simulated clock, the same in each run, and one reader of it over real HTTP. */
final class LivelyAccount implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static final double RECORDS_A_MINUTE = 200 / 60.0;
    private static final MessageQuery ALL = MessageQuery.builder().build();

    private volatile Instant now = START;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final SimulatedAccount account = new SimulatedAccount(Plivo.AUTH_ID, Plivo.AUTH_TOKEN, 1);
    private final PlivoSimulator plivo = PlivoSimulator.builder().account(account).clock(clock).unlimited().start();
    private final PlivoClient client = client(plivo.baseUrl());
    private final CancellationSource never = new CancellationSource();
    private final Findings findings;

    /** @param findings collects what the reader finds */
    LivelyAccount(Findings findings) {
        this.findings = findings;
        TrafficGenerator.in(account, 1).perMinute(RECORDS_A_MINUTE).begin();
    }

    private PlivoClient client(URI url) {
        Duration timeout = Duration.ofSeconds(30);
        return new PlivoClient(
                new ClientSettings(account.authId(), account.authToken(), url, timeout, timeout, 0, null, 0, null, null, null),
                new RequestBudget(account.authId(), Reader.UNLIMITED, Reader.UNLIMITED), new DriftLog(), clock,
                () -> Duration.between(START, now).toNanos());
    }

    /** A clock that moves only when it is advanced. */
    Clock clock() {
        return clock;
    }

    /** Advances the clock. Call it from one thread only. */
    void advance(Duration time) {
        now = now.plus(time);
    }

    /** Requests a page. */
    MdrPage page(Instant from, Instant to, int offset, int limit) throws Exception {
        MdrPage page = client.list(
                ALL.withWindow(from, to).withOffset(offset).withLimit(limit), Priority.LIVE, never);
        findings.read(from, page);
        return page;
    }

    /** Records that the reader delivers a record. */
    void found(MessageDetailRecord record) {
        findings.found(record, clock.instant());
    }

    /** Compares the findings with the current records. */
    void compare() {
        for (ObjectNode record : account.truth(START, findings.end())) {
            findings.compare(MessageDetailRecord.of(record));
        }
    }

    @Override
    public void close() {
        client.close();
        plivo.close();
    }
}
