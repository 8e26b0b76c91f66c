package io.github.camelplivo.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * A simulated Plivo for users without an account: a history of 23 hours and a new message every second. All of it
 * follows from a seed and from the time in the file {@code simulated-since}, so it is the same in every run.
 */
final class SimulatedPlivo implements AutoCloseable {

    static final String SINCE = "simulated-since";
    static final String AUTH_ID = "MAQUICKSTART00000001";
    private static final String AUTH_TOKEN = "token-of-the-simulated-account";
    private static final long SEED = 42;
    private static final int HISTORY = Integer.getInteger("quickstart.history", 5000);
    /** Makes the progress visible; Plivo's responses take longer. */
    private static final Duration LATENCY = Duration.ofMillis(Integer.getInteger("quickstart.latency", 30));

    private final SimulatedAccount account;
    private final PlivoSimulator plivo;

    /** @param settle how long the feed waits for late records; the simulated ones are late by at most half of it */
    SimulatedPlivo(Path folder, Duration settle) throws IOException {
        account = account(since(folder.resolve(SINCE)), HISTORY, settle);
        plivo = PlivoSimulator.builder().account(account).seed(SEED).latency(LATENCY).unlimited().start();
    }

    static SimulatedAccount account(Instant since, int history, Duration settle) {
        SimulatedAccount account = new SimulatedAccount(AUTH_ID, AUTH_TOKEN, SEED).clock(Clock.fixed(since, ZoneOffset.UTC));
        TrafficGenerator.in(account, SEED).history(history, Duration.ofHours(23)).perMinute(60).late(settle.dividedBy(2)).begin();
        return account.clock(Clock.systemUTC());
    }

    private static Instant since(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return Instant.parse(Files.readString(file));
    }

    /** The properties with which the route reads from here. */
    Map<String, String> properties() {
        return Map.of(
                "plivo.auth-id", AUTH_ID,
                "camel.component.plivo-mdr.auth-token", AUTH_TOKEN,
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.requests-per-second", "1000",
                "quickstart.delay", "2s");
    }

    /**
     * The result of comparing the file with the account.
     *
     * @param missing   records of the account that are not in the file
     * @param twice     lines whose record is also in an earlier line
     * @param different lines that equal neither the current nor an earlier version of the account's record
     * @param changed   lines of records that have changed since they were read
     */
    record Comparison(int records, int missing, int twice, int different, int changed) {

        boolean isEqual() {
            return missing == 0 && twice == 0 && different == 0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d records, %d missing in the file, %d twice, %d different"
                                              + " (%d have changed since they were read)",
                    records, missing, twice, different, changed);
        }
    }

    Comparison compare(Path file, Instant end) throws IOException {
        Map<String, MessageDetailRecord> truth = new HashMap<>();
        account.truth(Instant.EPOCH, end).stream().map(json -> MessageDetailRecord.parse(json.toString()))
                .forEach(record -> truth.put(record.getMessageUuid(), record));
        Set<String> seen = new HashSet<>();
        int different = 0;
        int changed = 0;
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            MessageDetailRecord written = MessageDetailRecord.parse(line);
            MessageDetailRecord now = truth.get(written.getMessageUuid());
            seen.add(written.getMessageUuid());
            if (now == null) {
                different++;
            } else if (!now.toJson().equals(written.toJson())) {
                if (now.getMessageUpdatedTime().isAfter(written.getMessageUpdatedTime())) {
                    changed++;
                } else {
                    different++;
                }
            }
        }
        int twice = lines.size() - seen.size();
        truth.keySet().removeAll(seen);
        return new Comparison(seen.size() + truth.size(), truth.size(), twice, different, changed);
    }

    @Override
    public void close() {
        plivo.close();
    }
}
