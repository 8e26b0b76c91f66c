package io.github.camelplivo.mdr.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.camelplivo.mdr.connect.support.ChangingAccounts;
import io.github.camelplivo.mdr.connect.support.Committed;
import io.github.camelplivo.mdr.connect.support.ConnectCluster;
import io.github.camelplivo.mdr.connect.support.ConnectRest.TaskState;
import io.github.camelplivo.mdr.connect.support.FaultyTransform;
import io.github.camelplivo.mdr.connect.support.KafkaBroker;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Some records cannot be converted, somewhere in the middle of pages. Without exactly-once, the worker stores the
 * position of each record before such a one: if each record of a page carried the position after the page, the rest of
 * the page would be lost. The seed is set by {@code -Dconnect.seed}.
 */
class FaultyRecordIT {

    private static final long SEED = Long.getLong("connect.seed", System.nanoTime());
    private static final String CONNECTOR = "plivo";
    private static final String GROUP = "faulty";
    private static final int FAULTS = 4;
    private static final List<Fault> PLIVO_FAULTS
            = List.of(Fault.unavailableHtml(), Fault.unauthorized(), Fault.okHtml(), Fault.okErrorObject());
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    /** Stays if a test fails, with the logs of the processes. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<String> faults = new ArrayList<>();

    @Test
    void losesNothingWhenTheTaskIsRestartedAfterTheFaultIsRemoved() throws Exception {
        Path file = folder.resolve("faults");
        try (ChangingAccounts accounts = new ChangingAccounts(SEED, 2);
             KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"));
             ConnectCluster cluster
                     = new ConnectCluster(folder, broker, GROUP, false, 1, FaultyTransform.plugin(folder.resolve("plugins")));
             Committed committed = new Committed(broker, GROUP)) {
            accounts.history(200, Duration.ofHours(1));
            // a jar that the plugin lacks shows only when a request fails
            PLIVO_FAULTS.forEach(accounts.plivo().faults()::nextList);
            choose(accounts);
            Files.write(file, faults);
            Map<String, String> settings = cluster.settings(GROUP, accounts, accounts.ids());
            settings.putAll(cluster.recheckSettings(GROUP, "86400000"));
            settings.putAll(FaultyTransform.settings(file));
            settings.put("tasks.max", "2");
            settings.put("start.time", "2h");
            cluster.rest().put(CONNECTOR, settings);

            while (!faults.isEmpty()) {
                faults.remove(failed(cluster));
                Files.write(file, faults);
                cluster.rest().restartFailed(CONNECTOR);
            }
            await("seed " + SEED).atMost(A_WHILE).untilAsserted(() -> {
                committed.read();
                assertThat(committed.lost(accounts.versions())).isEmpty();
            });

            System.out.printf("seed %d: %d records, %d faults, %d repeated%n", SEED, committed.perUuid().size(), FAULTS,
                    committed.rows().size() - committed.perUuid().size());
            assertThat(committed.perUuid()).hasSize(400);
        }
    }

    private void choose(ChangingAccounts accounts) {
        Random random = new Random(SEED);
        for (int i = 0; i < FAULTS; i++) {
            List<String> uuids = List.copyOf(accounts.uuids(accounts.ids().get(i % 2), Instant.EPOCH));
            faults.add(uuids.get(random.nextInt(uuids.size())));
        }
    }

    /** The record at which a task has failed. */
    private String failed(ConnectCluster cluster) {
        return await("seed " + SEED).atMost(A_WHILE).until(() -> cluster.rest().failed(CONNECTOR).stream()
                .map(TaskState::trace)
                .flatMap(trace -> faults.stream().filter(uuid -> trace.contains("Cannot convert " + uuid)))
                .findFirst().orElse(null), uuid -> uuid != null);
    }
}
