package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * A simulated account with old records, and with new ones of which some are listed late and all change twice. Remembers
 * every version that Plivo has listed.
 */
final class Traffic implements AutoCloseable {

    /** Less than the last age of a recheck, so that the feed finds the change. */
    private static final Duration LAST_CHANGE = Duration.ofSeconds(14);
    private static final int ONE_LATE_IN = 10;

    final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final SimulatedAccount account = plivo.account();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(1);
    private CountDownLatch arrivals;

    /** @param history the number of records of the last 20 hours, which no longer change */
    Traffic(int history) {
        Instant now = Instant.now();
        for (int i = 1; i <= history; i++) {
            account.add(now.minusSeconds(60).minus(Duration.ofHours(20).multipliedBy(i).dividedBy(history)));
        }
    }

    /** Starts to send this many records, evenly over the time. */
    void begin(int records, Duration time) {
        arrivals = new CountDownLatch(records);
        for (int i = 0; i < records; i++) {
            executor.schedule(this::send, time.multipliedBy(i).dividedBy(records).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void awaitArrivals() throws InterruptedException {
        arrivals.await();
    }

    /** Returns when all records have arrived and no longer change. */
    void end() throws InterruptedException {
        awaitArrivals();
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Records have been changing for a minute");
        }
    }

    private void send() {
        Instant time = Instant.now();
        boolean late = random.nextInt(ONE_LATE_IN) == 0;
        String uuid = account.add(time, late ? time.plusMillis(1500 + random.nextInt(1000)) : Instant.MIN);
        account.change(uuid, json -> json.put("message_state", "queued").put("total_amount", "0.00000"));
        change(uuid, time, 2000 + random.nextInt(4000), "sent", "0.00350");
        change(uuid, time, 6000 + random.nextInt(6000), "delivered", random.nextBoolean() ? "0.00350" : "0.00451");
        arrivals.countDown();
    }

    private void change(String uuid, Instant time, long millis, String state, String amount) {
        executor.schedule(() -> {
            if (Instant.now().isBefore(time.plus(LAST_CHANGE))) {
                account.truth(time.minusMillis(1), time.plusMillis(1)).stream()
                        .map(json -> MessageDetailRecord.parse(json.toString())).forEach(this::remember);
                account.change(uuid, json -> json.put("message_state", state).put("total_amount", amount));
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    private void remember(MessageDetailRecord record) {
        versions.add(record.getMessageUuid() + " " + record.fingerprint());
    }

    /** The records that the account holds now. */
    List<MessageDetailRecord> records() {
        return account.truth(Instant.EPOCH, Instant.now()).stream()
                .map(json -> MessageDetailRecord.parse(json.toString())).toList();
    }

    /** Every version that was listed, as {@code uuid fingerprint}. */
    Set<String> versions() {
        records().forEach(this::remember);
        return Set.copyOf(versions);
    }

    /** The properties with which the ledger reads from here and finds all changes soon. */
    Map<String, String> properties() {
        return new HashMap<>(Map.of(
                "plivo.auth-id", account.authId(),
                "camel.component.plivo-mdr.auth-token", account.authToken(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.requests-per-second", "1000",
                "ledger.settle", "1s",
                "ledger.recheck-after", "5s,15s",
                "ledger.delay", "500"));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        plivo.close();
    }
}
