package io.github.camelplivo.kafkabridge.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated Plivo with an account that sends messages all the time. Each is first queued, then sent, then delivered. */
public final class SimulatedPlivo implements AutoCloseable {

    /**
     * The age at which a record changes for the last time. If the machine is so slow that the record is already older,
     * it does not change.
     */
    private static final Duration LAST_CHANGE = Duration.ofSeconds(4);

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final SimulatedAccount account = plivo.account();
    private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> arrivals;

    /** @param history the number of records of the last hours, which no longer change */
    public SimulatedPlivo(int history) {
        Instant now = Instant.now();
        for (int i = 1; i <= history; i++) {
            account.add(now.minusSeconds(60).minus(Duration.ofHours(20).multipliedBy(i).dividedBy(history)));
        }
    }

    public PlivoSimulator simulator() {
        return plivo;
    }

    /** Starts to send this many records a second. */
    public void begin(int perSecond) {
        arrivals = traffic.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** Stops sending. Returns when the existing records no longer change. */
    public void end() throws InterruptedException {
        arrivals.cancel(false);
        traffic.shutdown();
        if (!traffic.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Records have been changing for a minute");
        }
    }

    private void send() {
        Instant time = Instant.now();
        String uuid = account.add(time);
        account.change(uuid, json -> json.put("message_state", "queued").put("total_amount", "0.00000"));
        traffic.schedule(() -> change(uuid, time, "sent", "0.00350"), 1, TimeUnit.SECONDS);
        traffic.schedule(() -> change(uuid, time, "delivered", "0.00350"), 2, TimeUnit.SECONDS);
    }

    private void change(String uuid, Instant time, String state, String amount) {
        if (Instant.now().isBefore(time.plus(LAST_CHANGE))) {
            account.change(uuid, json -> json.put("message_state", state).put("total_amount", amount));
        }
    }

    /** The records that the account holds now. */
    public List<MessageDetailRecord> records() {
        return account.truth(Instant.EPOCH, Instant.now()).stream()
                .map(json -> MessageDetailRecord.parse(json.toString())).toList();
    }

    /** The properties with which the bridge reads from here and finds all changes soon. */
    public Map<String, String> properties() {
        return Map.of(
                "plivo.auth-id", account.authId(),
                "camel.component.plivo-mdr.auth-token", account.authToken(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.requests-per-second", "1000",
                "bridge.settle", "1s",
                "bridge.recheck-after", "3s,8s",
                "bridge.delay", "1s");
    }

    @Override
    public void close() {
        traffic.shutdownNow();
        plivo.close();
    }
}
