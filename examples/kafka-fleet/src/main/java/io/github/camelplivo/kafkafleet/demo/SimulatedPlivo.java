package io.github.camelplivo.kafkafleet.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.simulator.Faults;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated Plivo with hundreds of subaccounts that have past records. */
public final class SimulatedPlivo implements AutoCloseable {

    private final SimulatedAccount parent = new SimulatedAccount("MAFLEET0000000000001", "token-of-the-parent", 42);
    private final PlivoSimulator plivo = PlivoSimulator.builder().account(parent).unlimited().start();
    private final Set<String> ids = new HashSet<>();
    private final Path file;

    /**
     * Creates accounts with this many records each, spread over {@code past}, and writes the file of accounts to the
     * folder.
     */
    public SimulatedPlivo(Path folder, int accounts, int records, Duration past) throws IOException {
        file = Files.createDirectories(folder).resolve("accounts.properties");
        Instant now = Instant.now();
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < accounts; number++) {
            String id = "SAFLEET%013d".formatted(number);
            SimulatedAccount account = parent.subaccount(id, "token-of-" + number);
            for (int record = 0; record < records; record++) {
                // accounts must not all have the same times
                account.add(now.minus(past.multipliedBy(record).dividedBy(records)).minusMillis(10L * number));
            }
            ids.add(id);
            lines.add(id + "=token-of-" + number);
        }
        Files.write(file, lines);
    }

    /** The uuids of all records of all accounts. */
    public Set<String> uuids() {
        return uuids(Instant.EPOCH, Instant.now());
    }

    /** The uuids of all records of a time range, of all accounts. */
    public Set<String> uuids(Instant from, Instant to) {
        return parent.uuids(from, to);
    }

    /** The ids of all accounts. */
    public Set<String> accounts() {
        return Set.copyOf(ids);
    }

    public Faults faults() {
        return plivo.faults();
    }

    /** The properties with which planner and workers read from here, with short delays. */
    public Map<String, String> properties() {
        return Map.of(
                "fleet.accounts", file.toString(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "6000",
                "fleet.settle", "1s", "fleet.recheck-after", "20s", "fleet.start-time", "65m",
                "fleet.shortest-window", "15s", "fleet.longest-window", "30m", "fleet.tick", "500");
    }

    @Override
    public void close() {
        plivo.close();
    }
}
