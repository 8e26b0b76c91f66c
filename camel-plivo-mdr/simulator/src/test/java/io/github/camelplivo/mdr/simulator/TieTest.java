package io.github.camelplivo.mdr.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class TieTest {

    @Test
    void eachListShufflesTheRecordsOfOneMicrosecond() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().start()) {
            String newer = plivo.account().add(NOW.minusSeconds(1));
            List<String> tie = plivo.account().addTie(NOW.minusSeconds(2), 6);
            String older = plivo.account().add(NOW.minusSeconds(3));

            Set<List<String>> orders = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                List<String> uuids = new Reader(plivo).uuids();
                assertThat(uuids).startsWith(newer).endsWith(older).containsAll(tie).hasSize(8);
                orders.add(uuids);
            }
            assertThat(orders).hasSizeGreaterThan(5);
            assertThat(plivo.account().truth(NOW.minusSeconds(5), NOW))
                    .extracting(json -> json.get("message_time").asText()).containsOnlyOnce("2026-03-10 11:59:59+00:00");
        }
    }

    @Test
    void aTieAcrossAPageBoundaryRepeatsAndHidesRecords() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().start()) {
            plivo.account().addTie(NOW.minusSeconds(2), 40);

            Reader reader = new Reader(plivo);
            Set<String> seen = new HashSet<>(reader.uuids());
            seen.addAll(reader.uuids("offset", "20"));
            assertThat(seen).hasSizeLessThan(40);
        }
    }

    @Test
    void tiesCanKeepTheirOrder() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().shuffleTies(false).start()) {
            List<String> tie = plivo.account().addTie(NOW.minusSeconds(2), 6);

            assertThat(new Reader(plivo).uuids()).isEqualTo(tie).isEqualTo(new Reader(plivo).uuids());
        }
    }

    @Test
    void aSeedAlwaysShufflesInTheSameWay() {
        assertThat(shuffled(5)).isEqualTo(shuffled(5)).isNotEqualTo(shuffled(6));
    }

    private static List<String> shuffled(long seed) {
        SimulatedAccount account = new SimulatedAccount("MASEEDED000000000001", "token", 1);
        try (PlivoSimulator plivo
                = PlivoSimulator.builder().clock(new TestClock()).account(account).seed(seed).start()) {
            account.addTie(NOW.minusSeconds(1), 20);
            return new Reader(plivo).uuids();
        }
    }
}
