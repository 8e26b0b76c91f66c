package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class TrafficGeneratorTest {

    private final TestClock clock = new TestClock();

    @Test
    void aHistoryIsAddedAtTheStartAndLiesInThePast() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).history(500, Duration.ofDays(2)).begin();

        assertThat(account.size()).isEqualTo(500);
        assertThat(account.uuids(Instant.EPOCH, Instant.MAX).size()).as("all except the late ones").isBetween(490, 500);
        assertThat(account.uuids(Instant.EPOCH, NOW.minus(Duration.ofDays(2)))).isEmpty();
        clock.advance(Duration.ofMinutes(3));
        assertThat(account.uuids(Instant.EPOCH, NOW)).hasSize(500);
    }

    @Test
    void recordsArriveAtTheConfiguredRate() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).perMinute(60).begin();
        assertThat(account.size()).isZero();

        clock.advance(Duration.ofMinutes(20));
        assertThat(account.size()).isBetween(1050, 1350);
        assertThat(account.uuids(NOW, clock.instant())).hasSizeBetween(1000, account.size());
    }

    @Test
    void theNumberOfReadsChangesNothing() {
        SimulatedAccount watched = account();
        TrafficGenerator.in(watched, 3).history(100, Duration.ofHours(1)).perMinute(30).begin();
        SimulatedAccount left = account();
        TrafficGenerator.in(left, 3).history(100, Duration.ofHours(1)).perMinute(30).begin();
        for (int i = 0; i < 600; i++) {
            clock.advance(Duration.ofSeconds(1));
            watched.size();
        }

        assertThat(watched.truth(Instant.EPOCH, Instant.MAX)).hasSizeGreaterThan(300)
                .isEqualTo(left.truth(Instant.EPOCH, Instant.MAX));
    }

    @Test
    void someRecordsAreLateAndSomeAreTies() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).perMinute(60).begin();
        Set<String> seen = new HashSet<>();
        int late = 0;
        for (int second = 0; second < 600; second++) {
            clock.advance(Duration.ofSeconds(1));
            Instant edge = clock.instant().minusSeconds(1);
            for (String uuid : account.uuids(NOW, edge)) {
                late += seen.add(uuid) ? 1 : 0;
            }
            seen.addAll(account.uuids(edge, Instant.MAX));
        }
        Map<String, Integer> times = new HashMap<>();
        account.truth(NOW, Instant.MAX).forEach(json -> times.merge(json.get("message_time").asText(), 1, Integer::sum));

        assertThat(late).isPositive();
        assertThat(times.values()).contains(2);
    }

    @Test
    void lateRecordsAreListedAfterTheConfiguredLateness() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).perMinute(600).late(Duration.ofSeconds(5)).begin();
        clock.advance(Duration.ofMinutes(2));
        Instant settled = clock.instant().minusSeconds(5);
        Set<String> then = account.uuids(NOW, settled);
        clock.advance(Duration.ofMinutes(10));

        assertThat(account.uuids(NOW, settled)).hasSizeGreaterThan(1000).isEqualTo(then);
    }

    @Test
    void noRecordIsLateIfLatenessIsZero() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).perMinute(600).late(Duration.ZERO).begin();
        clock.advance(Duration.ofMinutes(2));
        Set<String> then = account.uuids(NOW, Instant.MAX);
        Instant listed = clock.instant();
        clock.advance(Duration.ofMinutes(10));

        assertThat(account.uuids(NOW, listed)).hasSizeGreaterThan(1000).isEqualTo(then);
    }

    @Test
    void statesPricesAndErrorCodesChangeWithAge() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).perMinute(120).begin();
        Map<String, Set<String>> states = new HashMap<>();
        Map<String, Set<String>> amounts = new HashMap<>();
        for (int second = 0; second < 300; second++) {
            clock.advance(Duration.ofSeconds(1));
            remember(account.truth(NOW, NOW.plusSeconds(60)), states, amounts);
        }
        assertThat(states.values()).anyMatch(seen -> seen.containsAll(Set.of("queued", "sent", "delivered")))
                .anyMatch(seen -> seen.containsAll(Set.of("received", "delivered")));
        assertThat(amounts.values()).anyMatch(seen -> seen.size() > 1);
        assertThat(account.truth(NOW, NOW.plusSeconds(60)))
                .anyMatch(json -> "000".equals(json.path("error_code").asText()))
                .allMatch(json -> json.get("message_updated_time").asText().compareTo(json.get("message_time").asText()) >= 0);
    }

    @Test
    void aRecordThatATestRemovesDoesNotReturn() {
        SimulatedAccount account = account();
        TrafficGenerator.in(account, 1).history(10, Duration.ofSeconds(1)).begin();
        String gone = account.uuids(Instant.EPOCH, Instant.MAX).iterator().next();
        account.remove(gone);
        clock.advance(Duration.ofDays(2));

        assertThat(account.uuids(Instant.EPOCH, Instant.MAX)).hasSize(9).doesNotContain(gone);
    }

    @Test
    void aRequestAppliesDueChanges() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).start()) {
            TrafficGenerator.in(plivo.account(), 1).perMinute(60).begin();
            clock.advance(Duration.ofMinutes(1));

            assertThat(new Reader(plivo).uuids()).hasSize(20);
        }
    }

    private SimulatedAccount account() {
        return new SimulatedAccount("MALIVELY000000000001", "token", 0).clock(clock);
    }

    private static void remember(
            List<ObjectNode> records, Map<String, Set<String>> states, Map<String, Set<String>> amounts) {
        for (ObjectNode json : records) {
            String uuid = json.get("message_uuid").asText();
            states.computeIfAbsent(uuid, key -> new HashSet<>()).add(json.get("message_state").asText());
            amounts.computeIfAbsent(uuid, key -> new HashSet<>()).add(json.get("total_amount").asText());
        }
    }
}
