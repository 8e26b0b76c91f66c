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

/** Hundreds of subaccounts with a past, for those who have none. */
public final class SimulatedPlivo implements AutoCloseable {

    private final SimulatedAccount parent = new SimulatedAccount("MAFLEET0000000000001", "token-of-the-parent", 42);
    private final PlivoSimulator plivo = PlivoSimulator.builder().account(parent).unlimited().start();
    private final Set<String> ids = new HashSet<>();
    private final Path file;

    /** Of each account so many records, spread over that time before now; the file of accounts is in the folder. */
    public SimulatedPlivo(Path folder, int accounts, int records, Duration past) throws IOException {
        file = Files.createDirectories(folder).resolve("accounts.properties");
        Instant now = Instant.now();
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < accounts; number++) {
            String id = "SAFLEET%013d".formatted(number);
            SimulatedAccount account = parent.subaccount(id, "token-of-" + number);
            for (int record = 0; record < records; record++) {
                // not all at the same moment
                account.add(now.minus(past.multipliedBy(record).dividedBy(records)).minusMillis(10L * number));
            }
            ids.add(id);
            lines.add(id + "=token-of-" + number);
        }
        Files.write(file, lines);
    }

    /** Of all accounts. */
    public Set<String> uuids() {
        return uuids(Instant.EPOCH, Instant.now());
    }

    /** Of all accounts, those of a time. */
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

    /** What planner and workers need to read from here, in a hurry. */
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
