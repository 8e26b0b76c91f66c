package io.github.camelplivo.mdr.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class ConcurrencyTest {

    @Test
    void recordsArriveChangeAndLeaveDuringConcurrentReads() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().start()) {
            SimulatedAccount account = plivo.account();
            List<String> lasting = account.addTie(NOW.minusSeconds(30), 10);
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 200; i++) {
                        String uuid = account.add(NOW.minusSeconds(60 + i % 3));
                        account.change(uuid, json -> json.put("message_state", "read"));
                        account.change(lasting.get(i % 10), json -> json.put("units", json.path("units").asInt() + 1));
                        account.remove(uuid);
                    }
                }));
                all.add(CompletableFuture.runAsync(() -> {
                    Reader reader = new Reader(plivo);
                    for (int i = 0; i < 50; i++) {
                        Set<String> seen = new HashSet<>(reader.uuids());
                        assertThat(seen).containsAll(lasting);
                    }
                }));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(account.uuids(NOW.minusSeconds(100), NOW)).containsExactlyInAnyOrderElementsOf(lasting);
            assertThat(plivo.requests()).hasSize(200);
        }
    }
}
