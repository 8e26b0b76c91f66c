package io.github.camelplivo.mdr.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Generates the traffic of an account: a history, and then new records as time passes, some of them in ties, some
 * listed late, with states and prices that change as records age.
 *
 * <p>
 * The traffic depends only on the seed and the account's clock, not on the times or the number of requests: due changes
 * are made before each request and before {@link SimulatedAccount#truth}, so that the latter is exact.
 *
 * <pre>{@code
 * TrafficGenerator.in(plivo.account(), 42).history(5000, Duration.ofDays(7)).perMinute(30).begin();
 * }</pre>
 */
public final class TrafficGenerator {

    /** One record in this many has the {@code message_time} of the previous one. */
    private static final int ONE_TIE_IN = 20;
    private static final int ONE_LATE_IN = 20;
    private static final int ONE_NEW_PRICE_IN = 50;

    private final SimulatedAccount account;
    private final Random random;
    private final Agenda agenda = new Agenda();
    private int history;
    private Duration past = Duration.ZERO;
    private double perMinute;
    private Duration late = Duration.ofSeconds(121);

    private TrafficGenerator(SimulatedAccount account, long seed) {
        this.account = Objects.requireNonNull(account, "account");
        this.random = new Random(seed);
    }

    public static TrafficGenerator in(SimulatedAccount account, long seed) {
        return new TrafficGenerator(account, seed);
    }

    /** Adds this many records, spread over the time before {@link #begin()}. */
    public TrafficGenerator history(int records, Duration past) {
        if (records < 0 || past.isNegative()) {
            throw new IllegalArgumentException("No history: " + records + " records in " + past);
        }
        this.history = records;
        this.past = past;
        return this;
    }

    /** The average number of new records a minute, from {@link #begin()} on; none by default. */
    public TrafficGenerator perMinute(double records) {
        if (!(records >= 0)) {
            throw new IllegalArgumentException(records + " records a minute");
        }
        this.perMinute = records;
        return this;
    }

    /**
     * One record in 20 is listed late, by at least a second and by less than this; 121 seconds by default. With zero,
     * no record is late.
     */
    public TrafficGenerator late(Duration longest) {
        if (!longest.isZero() && longest.compareTo(Duration.ofSeconds(1)) <= 0) {
            throw new IllegalArgumentException(
                    "Late by less than " + longest + ": allowed is more than a second, or zero for no late records");
        }
        this.late = longest;
        return this;
    }

    /** Starts at the time of the account's clock. Call it after the simulator has started, which may set that clock. */
    public void begin() {
        Instant now = account.store().clock().instant();
        remember(0, now, now);
        if (perMinute > 0) {
            expectArrival(now);
        }
        account.store().live(agenda::advance);
    }

    private void remember(int done, Instant before, Instant beginning) {
        if (done < history) {
            // each record has an equal part of the past, so that their number is exact
            double part = (done + random.nextDouble()) / history;
            Instant at = done > 0 && one(ONE_TIE_IN)
                    ? before
                    : beginning.minus(past).plus((long) (part * past.toMillis() * 1000), ChronoUnit.MICROS);
            agenda.plan(at, () -> {
                arrive(at);
                remember(done + 1, at, beginning);
            });
        }
    }

    private void expectArrival(Instant before) {
        // longer gaps between the others compensate for ties, which have no gap
        double gap = -Math.log(1 - random.nextDouble()) * 60_000_000 / perMinute * ONE_TIE_IN / (ONE_TIE_IN - 1);
        Instant at = one(ONE_TIE_IN) ? before : before.plus((long) gap, ChronoUnit.MICROS);
        agenda.plan(at, () -> {
            arrive(at);
            expectArrival(at);
        });
    }

    private void arrive(Instant at) {
        long seed = random.nextLong();
        boolean schemaDrift = account.store().schemaDrift();
        Supplier<ObjectNode> settled = () -> new RecordMaker(account.authId(), schemaDrift, seed).make(at);
        String uuid = new RecordMaker(account.authId(), schemaDrift, seed).uuid();
        Instant listed = at.plus(lateness());
        account.add(uuid, () -> {
            ObjectNode json = settled.get();
            json.put("message_state", isOutbound(json) ? "queued" : "received");
            json.putNull("error_code").put("total_amount", "0.00000").putPOJO("message_updated_time", at);
            json.remove("error_message");
            return json;
        }, at, listed);
        grow(uuid, settled, at);
    }

    private Duration lateness() {
        return one(ONE_LATE_IN) && !late.isZero()
                ? Duration.ofMillis(1000 + random.nextInt((int) late.toMillis() - 1000)) : Duration.ZERO;
    }

    private void grow(String uuid, Supplier<ObjectNode> settled, Instant at) {
        change(uuid, at.plusMillis(500 + random.nextInt(3500)), json -> {
            if (isOutbound(json)) {
                json.put("message_state", "sent");
                copy("total_amount", settled.get(), json);
            }
        });
        Instant end = at.plusMillis(5000 + settling());
        change(uuid, end, json -> {
            ObjectNode last = settled.get();
            copy("message_state", last, json);
            copy("error_code", last, json);
            copy("error_message", last, json);
            copy("total_amount", last, json);
        });
        if (one(ONE_NEW_PRICE_IN)) {
            change(uuid, end.plusSeconds(3600 + random.nextInt(72_000)), json -> json.put(
                    "total_amount", new BigDecimal(json.path("total_amount").asText()).add(new BigDecimal("0.00100"))
                            .toPlainString()));
        }
    }

    /** Milliseconds until the last state: mostly seconds, sometimes minutes, rarely up to 30 hours. */
    private long settling() {
        int kind = random.nextInt(10);
        return kind < 7 ? random.nextInt(10_000) : kind < 9 ? random.nextInt(600_000) : random.nextInt(108_000_000);
    }

    /** Plans the change; the record itself is generated when it is read. */
    private void change(String uuid, Instant when, Consumer<ObjectNode> edit) {
        agenda.plan(when, () -> account.store().replace(uuid, row -> row.with(() -> {
            ObjectNode json = row.json().deepCopy();
            edit.accept(json);
            json.putPOJO("message_updated_time", when);
            return json;
        })));
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private static boolean isOutbound(ObjectNode json) {
        return "outbound".equals(json.path("message_direction").asText());
    }

    private static void copy(String field, ObjectNode from, ObjectNode to) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value);
        }
    }
}
