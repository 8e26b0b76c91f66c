package io.github.camelplivo.kafkafleet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.camelplivo.kafkafleet.demo.InProcessKafka;
import io.github.camelplivo.kafkafleet.demo.Results;
import io.github.camelplivo.kafkafleet.demo.SimulatedPlivo;
import io.github.camelplivo.kafkafleet.demo.Topics;
import io.github.camelplivo.mdr.simulator.Fault;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Processes start and stop while the fleet reads hundreds of accounts: no record is lost. */
@Timeout(300)
class FleetTest {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int ACCOUNTS = 150;
    private static final int RECORDS = 10;
    private static final Duration PAST = Duration.ofMinutes(20);

    @TempDir
    private Path folder;
    private InProcessKafka kafka;
    private SimulatedPlivo plivo;
    private final Map<String, String> properties = new HashMap<>();
    private Children children;
    private Results results;

    @BeforeEach
    void start() throws Exception {
        kafka = new InProcessKafka(folder.resolve("kafka")).start();
        Topics.create(kafka.brokers(), 12);
        plivo = new SimulatedPlivo(folder, ACCOUNTS, RECORDS, PAST);
        properties.putAll(plivo.properties());
        properties.put("camel.component.kafka.brokers", kafka.brokers());
        properties.put("camel.component.plivo-mdr.max-retries", "0");
        properties.put("fleet.start-time", "30m");
        properties.put("fleet.consumers", "2");
        properties.put("fleet.session-timeout", "6000");
        properties.put("fleet.patience", "2m");
        children = new Children(folder.resolve("fleet.log"), properties);
        results = new Results(kafka.brokers());
    }

    @AfterEach
    void stop() {
        children.close();
        results.close();
        plivo.close();
        kafka.close();
    }

    private void awaitRead(int records) {
        await().atMost(SOON).until(() -> results.of("live").size() >= records);
    }

    @Test
    void workersAndThePlannerAreKilledAndAdded() throws Exception {
        Set<String> all = plivo.uuids();
        Process planner = children.start(Fleet.class, "planner");
        Process first = children.start(Fleet.class, "worker");
        Process second = children.start(Fleet.class, "worker");
        awaitRead(all.size() / 8);
        Children.kill(first);
        children.start(Fleet.class, "worker");
        awaitRead(all.size() / 4);
        Children.kill(planner);
        Children.kill(second);
        // one worker more than needed
        children.start(Fleet.class, "planner");
        children.start(Fleet.class, "planner");
        children.start(Fleet.class, "worker");

        await().atMost(SOON).until(() -> results.missing(all, "live").isEmpty() && results.missing(all, "20s").isEmpty());
        System.out.printf(
                "%d accounts, %d records, two workers and the planner killed: none lost, %d delivered twice, %d by the recheck%n",
                ACCOUNTS, all.size(), results.twice("live"), results.twice("20s"));

        assertThat(results.of("live").keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    /** A process that received no processor time, or whose machine slept. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
    void aWorkerHangsAndResumes() throws Exception {
        Set<String> all = plivo.uuids();
        children.start(Fleet.class, "planner");
        Process hanging = children.start(Fleet.class, "worker");
        Process other = children.start(Fleet.class, "worker");
        awaitRead(all.size() / 4);
        Children.signal(hanging, "STOP");
        await().atMost(SOON).until(() -> results.missing(all, "live").isEmpty());
        Children.signal(hanging, "CONT");
        Children.kill(other);
        Instant alone = Instant.now();

        try (KafkaPositions positions = new KafkaPositions(kafka.brokers(), Topics.POSITIONS)) {
            positions.start();
            await().atMost(SOON).until(() -> {
                Map<String, String> read = positions.all();
                return plivo.accounts().stream().allMatch(account -> Instant.parse(read.get(account + "/live")).isAfter(alone));
            });
        }
        assertThat(results.of("live").keySet()).containsExactlyInAnyOrderElementsOf(all);
        System.out.printf("A worker hung and resumed: none of %d records lost, %d delivered twice%n", all.size(),
                results.twice("live"));
    }

    @Test
    void continuesAtThePositions() throws Exception {
        properties.put("fleet.recheck-after", "8m");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant live = now.minus(Duration.ofMinutes(4));
        Instant recheck = now.minus(Duration.ofMinutes(12));
        KafkaPositions positions = new KafkaPositions(kafka.brokers(), Topics.POSITIONS);
        positions.start();
        for (String account : plivo.accounts()) {
            positions.setState(account + "/live", live.toString());
            positions.setState(account + "/8m", recheck.toString());
        }
        positions.stop();
        children.start(Fleet.class, "planner");
        children.start(Fleet.class, "worker");

        Set<String> fresh = plivo.uuids(live, Instant.now());
        // older records: the live sweep has passed them, the recheck has not
        Set<String> old = plivo.uuids(recheck, now.minus(Duration.ofMinutes(8)));
        await().atMost(SOON).until(() -> results.missing(fresh, "live").isEmpty() && results.missing(old, "8m").isEmpty());
        assertThat(results.of("live").keySet()).containsExactlyInAnyOrderElementsOf(fresh);
        assertThat(results.of("8m").keySet()).doesNotContainAnyElementsOf(plivo.uuids(Instant.EPOCH, recheck));
    }

    /** With a missing topic instead of an error, every start would assume that nothing has been read. */
    @Test
    void positionsWithoutATopicAreRefused() throws Exception {
        try (KafkaPositions positions = new KafkaPositions(kafka.brokers(), "nowhere")) {
            assertThatThrownBy(positions::start).hasMessageContaining("has no topic nowhere");
        }
    }

    @Test
    void aReadOfPositionsDuringAnOutageOfKafkaIsStopped() throws Exception {
        KafkaPositions positions = new KafkaPositions(kafka.brokers(), Topics.POSITIONS);
        positions.start();
        kafka.stop();
        try {
            CompletableFuture<String> read = new CompletableFuture<>();
            Thread reader = new Thread(() -> read.completeAsync(() -> positions.getState("an account"), Runnable::run));
            reader.start();
            await().atMost(SOON).until(() -> Stream.of(reader.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("endOffsets")));
            positions.stop();

            assertThatThrownBy(read::join).hasCauseInstanceOf(WakeupException.class);
        } finally {
            kafka.start();
        }
    }

    @Test
    void kafkaStopsAndStarts() throws Exception {
        Set<String> all = plivo.uuids();
        properties.put("fleet.patience", "10s");
        children.start(Fleet.class, "planner");
        children.start(Fleet.class, "worker");
        awaitRead(all.size() / 4);
        kafka.stop();
        kafka.start();

        await().atMost(SOON).until(() -> results.missing(all, "live").isEmpty());
        System.out.printf("Kafka stopped and started: none of %d records lost, %d delivered twice%n", all.size(), results.twice("live"));
    }

    @Test
    void aWindowThatCouldNotBeReadIsAssignedAgain() throws Exception {
        Set<String> all = plivo.uuids();
        properties.put("fleet.patience", "10s");
        plivo.faults().next(Fault.unavailableHtml(), ACCOUNTS / 2);
        children.start(Fleet.class, "planner");
        children.start(Fleet.class, "worker");

        await().atMost(SOON).until(() -> results.missing(all, "live").isEmpty());
        assertThat(results.of("live").keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(folder.resolve("fleet.log")).content().contains("Not read: Work[account=").doesNotContain("token-of-");
    }
}
