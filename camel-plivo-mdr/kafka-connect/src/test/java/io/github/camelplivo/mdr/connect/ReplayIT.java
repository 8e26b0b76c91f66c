package io.github.camelplivo.mdr.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.connect.support.ChangingAccounts;
import io.github.camelplivo.mdr.connect.support.Committed;
import io.github.camelplivo.mdr.connect.support.ConnectCluster;
import io.github.camelplivo.mdr.connect.support.ConnectRest;
import io.github.camelplivo.mdr.connect.support.KafkaBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator has one account of a connector delivered again from an instant on, by REST. */
class ReplayIT {

    private static final long SEED = Long.getLong("connect.seed", System.nanoTime());
    private static final String CONNECTOR = "plivo";
    private static final String GROUP = "replay";
    private static final int RECORDS = 100;
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    /** Stays if a test fails, with the logs of the processes. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final ChangingAccounts accounts = new ChangingAccounts(SEED, 2);
    private final String replayed = accounts.ids().get(0);
    private KafkaBroker broker;
    private ConnectCluster cluster;
    private Committed committed;
    private ConnectRest rest;

    @BeforeEach
    void deliverAll() throws Exception {
        broker = KafkaBroker.start(folder.resolve("broker"));
        cluster = new ConnectCluster(folder, broker, GROUP, true, 1);
        committed = new Committed(broker, GROUP);
        rest = cluster.rest();
        accounts.history(RECORDS, Duration.ofHours(1));
        Map<String, String> settings = cluster.settings(GROUP, accounts, accounts.ids());
        settings.putAll(cluster.recheckSettings(GROUP, "86400000"));
        settings.put("start.time", "2h");
        rest.put(CONNECTOR, settings);
        awaitCounts(counts(Set.of()));
    }

    @AfterEach
    void close() {
        committed.close();
        cluster.close();
        broker.close();
        accounts.close();
    }

    @Test
    void deliversOneAccountAgainFromAnInstantOn() {
        Instant from = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
        Set<String> again = accounts.uuids(replayed, from);

        rest.stop(CONNECTOR);
        rest.patchOffsets(CONNECTOR, withReplay(rest.offsets(CONNECTOR), from));
        rest.resume(CONNECTOR);
        awaitCounts(counts(again));

        // not again after each restart
        rest.restart(CONNECTOR);
        rest.awaitRunning(CONNECTOR, 1);
        accounts.history(1, Duration.ofMillis(1));
        awaitCounts(counts(again));
    }

    /** The offset of the one account, with the request. */
    private JsonNode withReplay(JsonNode offsets, Instant from) {
        ObjectNode patch = json.createObjectNode();
        for (JsonNode offset : offsets.path("offsets")) {
            if (offset.at("/partition/account").asText().equals(replayed)) {
                ((ObjectNode) offset.path("offset")).put("replay", from.toString());
                patch.putArray("offsets").add(offset);
            }
        }
        return patch;
    }

    /** All records once, and these twice. */
    private Map<String, Integer> counts(Set<String> again) {
        Map<String, Integer> counts = new TreeMap<>();
        accounts.ids().forEach(id -> accounts.uuids(id, Instant.EPOCH)
                .forEach(uuid -> counts.put(uuid, again.contains(uuid) ? 2 : 1)));
        return counts;
    }

    private void awaitCounts(Map<String, Integer> counts) {
        await("seed " + SEED).atMost(A_WHILE).untilAsserted(() -> {
            committed.read();
            assertThat(committed.perUuid()).isEqualTo(counts);
        });
    }
}
