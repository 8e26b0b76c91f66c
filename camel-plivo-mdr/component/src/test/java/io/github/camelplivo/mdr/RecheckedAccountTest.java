package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An hour of an account whose records change state and price, and are listed late, read with
 * {@code recheckAfter=2m,10m} on one simulated clock: the last version of each record is delivered within one recheck
 * of its age, and none twice.
 */
@Tag("slow")
class RecheckedAccountTest {

    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration DELAY = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> AGES = List.of(Duration.ofMinutes(2), Duration.ofMinutes(10));
    private static final int PER_MINUTE = 200;
    /** New records per additional request; pages share one row. */
    private static final double ROWS_A_REQUEST = PageSource.PAGE_SIZE - 1;

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00.7Z");
    private final Instant start = clock.instant();
    private final SimulatedAccount account = new SimulatedAccount("MALIVELYACCOUNT00001", "token", 1).schemaDrift(true);
    private final PlivoSimulator plivo = PlivoSimulator.builder().account(account).clock(clock).unlimited().start();
    private final PlivoClient client = new PlivoClient(
            new ClientSettings(
                    account.authId(), account.authToken(), plivo.baseUrl(), Duration.ofSeconds(5), Duration.ofSeconds(30), 0,
                    null, 0, null, null, null),
            new RequestBudget("MAACCOUNT", 600_000, 100_000), new DriftLog(), clock, clock::nanoTime);
    private final List<String> keys = new ArrayList<>();
    private final Map<String, String> lastKey = new HashMap<>();
    /**
     * The versions of a record from when it reached an age until its recheck ended: one of them must be delivered by
     * then.
     */
    private final Map<String, Set<String>> due = new HashMap<>();
    private Instant looked = start;
    private Feed feed;

    @AfterEach
    void close() {
        client.close();
        plivo.close();
    }

    private void open(List<Duration> ages) throws Exception {
        MessageQuery all = MessageQuery.builder().build();
        CancellationSource never = new CancellationSource();
        SweepPageSource source = (sweep, request) -> {
            clock.advance(Duration.ofMillis(200));
            return client.list(
                    all.withWindow(request.window().from(), request.window().to()).withOffset(request.offset()),
                    Priority.LIVE, never);
        };
        feed = TestFeeds.open(
                new FeedSettings("lively", start, null, SETTLE, DELAY.multipliedBy(2), ages, 1, false), source,
                new MemoryWatermarkStore(), client.clock());
    }

    private void poll() throws Exception {
        feed.refreshClock();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            deliver(page.get());
            feed.acknowledge(page.get());
        }
    }

    private void deliver(FeedPage page) {
        for (MessageDetailRecord record : page.page()) {
            keys.add(DeliveredVersions.key(record));
            lastKey.put(record.getMessageUuid(), DeliveredVersions.key(record));
        }
    }

    /** The records between the two times, now. */
    private Map<String, String> truth(Instant from, Instant to) {
        Map<String, String> truth = new HashMap<>();
        for (ObjectNode json : account.truth(from, to)) {
            MessageDetailRecord record = MessageDetailRecord.of(json);
            truth.put(record.getMessageUuid(), DeliveredVersions.key(record));
        }
        return truth;
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2 })
    void deliversTheLastVersionWithinOneRecheckAndNoneTwice(long seed) throws Exception {
        TrafficGenerator.in(account, seed).history(0, Duration.ZERO).perMinute(PER_MINUTE).begin();
        open(AGES);
        while (clock.instant().isBefore(start.plus(HOUR))) {
            clock.advance(DELAY);
            Map<Duration, Instant> cursors = cursors();
            Instant now = clock.instant();
            // before the recheck: records that have reached the age since the last poll
            AGES.forEach(age -> truth(looked.minus(age), now.minus(age))
                    .forEach((uuid, key) -> due.computeIfAbsent(age + uuid, name -> new HashSet<>()).add(key)));
            looked = now;

            poll();

            for (SweepProgress sweep : rechecks()) {
                Duration age = sweep.name().age();
                // whole seconds, and the poll itself takes a few
                assertThat(sweep.cursor()).isAfter(now.minus(age).minus(age.dividedBy(4)).minusSeconds(2));
                for (var record : truth(cursors.get(age), sweep.cursor()).entrySet()) {
                    Set<String> versions = due.computeIfAbsent(age + record.getKey(), name -> new HashSet<>());
                    // it may have changed again while the recheck was reading
                    versions.add(record.getValue());
                    assertThat(versions).as("%s at the age of %s", record.getKey(), age).contains(lastKey.get(record.getKey()));
                }
            }
        }
        int changed = keys.size() - lastKey.size();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(lastKey).hasSizeGreaterThan(PER_MINUTE * 55);
        assertThat(changed).isGreaterThan(PER_MINUTE * 5);
    }

    private List<SweepProgress> rechecks() {
        return feed.progress().sweeps().stream().filter(sweep -> sweep.name().age() != null).toList();
    }

    private Map<Duration, Instant> cursors() {
        Map<Duration, Instant> cursors = new HashMap<>();
        rechecks().forEach(sweep -> cursors.put(sweep.name().age(), sweep.cursor()));
        return cursors;
    }

    @Test
    void readsARecordOncePerAgeAndForTheFirstTime() throws Exception {
        TrafficGenerator.in(account, 1).history(0, Duration.ZERO).perMinute(PER_MINUTE).begin();
        open(AGES);
        while (clock.instant().isBefore(start.plus(HOUR))) {
            clock.advance(DELAY);
            poll();
        }
        long rows = feed.progress().sweeps().stream().mapToLong(SweepProgress::rows).sum();
        double rowsARecord = rows / (double) lastKey.size();
        double requestsARecord = client.requests() / (double) lastKey.size();
        double expected = (AGES.size() + 1) / ROWS_A_REQUEST;

        System.out.printf(
                "%d records, %d rechecks: %.2f rows and %.4f requests a record, (n + 1) / 19 = %.4f%n", lastKey.size(),
                AGES.size(), rowsARecord, requestsARecord, expected);
        assertThat(rowsARecord).isLessThan(AGES.size() + 1.2);
        // the last page of a window is not full
        assertThat(requestsARecord).isLessThan(expected * 1.2);
    }
}
