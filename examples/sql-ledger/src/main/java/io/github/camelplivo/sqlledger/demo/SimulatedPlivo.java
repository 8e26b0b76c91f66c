package io.github.camelplivo.sqlledger.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * A simulated Plivo with an account that sends messages all the time. Each is first queued and without a price, then
 * sent, then delivered; every tenth then costs more.
 */
public final class SimulatedPlivo implements AutoCloseable {

    /**
     * The age at which a record changes for the last time. If the machine is so slow that the record is already older,
     * it does not change.
     */
    private static final Duration LAST_CHANGE = Duration.ofSeconds(4);
    private static final int ONE_NEW_PRICE_IN = 10;

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final SimulatedAccount account = plivo.account();
    private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> arrivals;
    private int sent;

    /** @param history the number of records of the last 64 days, which no longer change: they have a whole month */
    public SimulatedPlivo(int history) {
        Instant now = Instant.now();
        for (int i = 1; i <= history; i++) {
            account.add(now.minusSeconds(60).minus(Duration.ofDays(64).multipliedBy(i).dividedBy(history)));
        }
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
        account.change(uuid, json -> set(json, "queued", BigDecimal.ZERO));
        BigDecimal price = new BigDecimal("0.00350");
        change(uuid, time, 1, "sent", price);
        change(uuid, time, 2, "delivered", price);
        if (++sent % ONE_NEW_PRICE_IN == 0) {
            change(uuid, time, 3, "delivered", price.add(new BigDecimal("0.00100")));
        }
    }

    private void change(String uuid, Instant time, int seconds, String state, BigDecimal rate) {
        traffic.schedule(() -> {
            if (Instant.now().isBefore(time.plus(LAST_CHANGE))) {
                account.change(uuid, json -> set(json, state, rate));
            }
        }, seconds, TimeUnit.SECONDS);
    }

    private static void set(ObjectNode json, String state, BigDecimal rate) {
        BigDecimal amount = rate.multiply(BigDecimal.valueOf(json.path("units").asLong()));
        json.put("message_direction", "outbound").put("message_state", state).putNull("error_code").remove("error_message");
        json.put("total_rate", rate.toPlainString()).put("total_amount", amount.toPlainString());
    }

    /** The records that the account holds now. */
    public List<MessageDetailRecord> records() {
        return account.truth(Instant.EPOCH, Instant.now()).stream()
                .map(json -> MessageDetailRecord.parse(json.toString())).toList();
    }

    /** The properties with which the ledger reads from here and finds all changes soon. */
    public Map<String, String> properties() {
        return Map.of(
                "plivo.auth-id", account.authId(),
                "camel.component.plivo-mdr.auth-token", account.authToken(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.requests-per-second", "1000",
                "ledger.start", "P65D",
                "ledger.settle", "1s",
                "ledger.recheck-after", "3s,8s",
                "ledger.delay", "1s");
    }

    @Override
    public void close() {
        traffic.shutdownNow();
        plivo.close();
    }
}
