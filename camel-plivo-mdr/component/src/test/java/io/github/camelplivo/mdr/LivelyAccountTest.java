package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An account with traffic while it is read, on the clock of the feed: rows are late by less than {@code settle}, and
 * some have equal times.
 */
class LivelyAccountTest {

    private static final Duration SETTLE = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void deliversEachRecordOnceAndUnchanged(long seed) throws Exception {
        TestClock clock = TestClock.at("2026-11-21T12:00:00.7Z");
        Random random = new Random(seed);
        Instant start = clock.instant().minus(Duration.ofHours(24));
        Instant end = Instant.parse("2026-11-21T12:05:00Z");
        SimulatedAccount account = new SimulatedAccount("MALIVELYACCOUNT00001", "token", seed).schemaDrift(true);
        List<String> delivered = new ArrayList<>();
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).clock(clock).seed(seed).unlimited().start();
             PlivoClient client = new PlivoClient(
                     settings(plivo), new RequestBudget("MAACCOUNT", 600_000, 100_000), new DriftLog(), clock,
                     clock::nanoTime)) {
            TrafficGenerator.in(account, seed).history(300, Duration.ofHours(23)).perMinute(60).late(SETTLE).begin();
            CancellationSource never = new CancellationSource();
            MessageQuery all = MessageQuery.builder().build();
            SweepPageSource source = (sweep, request) -> {
                clock.advance(Duration.ofMillis(random.nextInt(60)));
                return client.list(
                        all.withWindow(request.window().from(), request.window().to()).withOffset(request.offset()),
                        Priority.BACKFILL, never);
            };
            Feed feed = TestFeeds.open(
                    new FeedSettings("lively", start, end, SETTLE, Duration.ofSeconds(2)), source, new MemoryWatermarkStore(),
                    client.clock());
            while (!feed.isFinished()) {
                clock.advance(Duration.ofMillis(random.nextInt(2_000)));
                delivered.addAll(TestFeeds.poll(feed));
            }

            assertThat(delivered).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(delivered)).isEqualTo(new TreeSet<>(account.uuids(start, end)));
        }
    }

    /**
     * Stories: tap-stripe PR 45 (a record on the edge of a window, visible seconds later), google-calendar-stream (the
     * other events of a second), NiFi (microseconds cut to milliseconds), camel-jira (filters by the minute).
     */
    @Test
    void deliversARecordBetweenTwoWindowsOnce() throws Exception {
        TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
        Instant start = clock.instant();
        SimulatedAccount account = new SimulatedAccount("MALIVELYACCOUNT00001", "token", 1);
        List<String> delivered = new ArrayList<>();
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).clock(clock).unlimited().start();
             PlivoClient client = new PlivoClient(
                     settings(plivo), new RequestBudget("MAACCOUNT", 600_000, 100_000), new DriftLog(), clock,
                     clock::nanoTime)) {
            for (int second = 0; second < 60; second++) {
                for (long micros : new long[] { 0, 1, 999, 999_000, 999_999 }) {
                    Instant time = start.plusSeconds(second).plus(micros, ChronoUnit.MICROS);
                    account.add(time, time.plus(SETTLE));
                }
            }
            CancellationSource never = new CancellationSource();
            MessageQuery all = MessageQuery.builder().build();
            Feed feed = TestFeeds.open(
                    new FeedSettings("edges", start, start.plusSeconds(60), SETTLE, Duration.ofSeconds(2)),
                    (sweep, request) -> client.list(
                            all.withWindow(request.window().from(), request.window().to()).withOffset(request.offset()),
                            Priority.LIVE, never),
                    new MemoryWatermarkStore(), client.clock());
            while (!feed.isFinished()) {
                // each second ends a window
                clock.advance(Duration.ofSeconds(1));
                delivered.addAll(TestFeeds.poll(feed));
            }

            assertThat(plivo.requests()).hasSizeGreaterThanOrEqualTo(60);
            assertThat(delivered).hasSize(300).containsExactlyInAnyOrderElementsOf(account.uuids(start, start.plusSeconds(60)));
        }
    }

    private static ClientSettings settings(PlivoSimulator plivo) {
        return new ClientSettings(
                plivo.account().authId(), plivo.account().authToken(), plivo.baseUrl(), Duration.ofSeconds(5),
                Duration.ofSeconds(30), 0, null, 0, null, null, null);
    }
}
