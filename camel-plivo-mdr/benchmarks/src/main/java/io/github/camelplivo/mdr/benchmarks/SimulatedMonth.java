package io.github.camelplivo.mdr.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * A message list on a clock of its own, the same in each run. Its records are listed late and change as
 * docs/operations.md states, which is an assumption, and no measurement of Plivo.
 */
final class SimulatedMonth {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final int RECORDS_AN_HOUR = 50;

    private static final Duration DAY = Duration.ofDays(1);
    private static final String NEVER = "9999-12-31T23:59:59Z";

    /** A record, and when it is listed and changes. */
    private record Message(
            String uuid, Instant time, Instant listed, Instant finalState, Instant firstPrice, Instant lastPrice,
            Instant network) {

        String json(Instant now) {
            return "{\"message_uuid\":\"" + uuid
                   + "\",\"message_time\":\"" + time.toString().replace('T', ' ').replace("Z", "+00:00")
                   + "\",\"message_state\":\"" + (now.isBefore(finalState) ? "sent" : "delivered")
                   + "\",\"total_amount\":\"" + (now.isBefore(firstPrice) ? "0.00000" : "0.00350")
                   + "\",\"carrier_fees\":\"" + (now.isBefore(lastPrice) ? "0.00300" : "0.00280")
                   + "\",\"destination_network\":\"" + (now.isBefore(network) ? "" : "Verizon") + "\"}";
        }
    }

    private final Random random = new Random(1);
    private final List<Message> messages = new ArrayList<>();
    private Instant now = START;

    SimulatedMonth(Duration duration) {
        Instant time = START;
        Instant end = START.plus(duration);
        for (time = time.plus(exponential(meanGap())); time.isBefore(end); time = time.plus(exponential(meanGap()))) {
            messages.add(message(time));
        }
    }

    private static Duration meanGap() {
        return Duration.ofHours(1).dividedBy(RECORDS_AN_HOUR);
    }

    private Message message(Instant time) {
        Instant never = Instant.parse(NEVER);
        Duration listed = exponential(one(200) ? Duration.ofMinutes(5) : Duration.ofSeconds(2));
        // the phone is off
        Duration state = one(100) ? uniform(Duration.ZERO, DAY.multipliedBy(3)) : receipt();
        Duration price = one(20) ? exponential(Duration.ofMinutes(2)) : Duration.ZERO;
        Instant correction = one(500) ? time.plus(uniform(DAY, DAY.multipliedBy(6))) : never;
        Instant network = one(50) ? time.plus(exponential(Duration.ofHours(2))) : time;
        return new Message(
                String.format("%08x-%016x", messages.size(), random.nextLong()), time, time.plus(listed), time.plus(state),
                time.plus(price), correction, network);
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private Duration exponential(Duration mean) {
        return times(mean, -Math.log(1 - random.nextDouble()));
    }

    private Duration uniform(Duration from, Duration to) {
        return from.plus(times(to.minus(from), random.nextDouble()));
    }

    /** Log-normal, with a median of 8 s. */
    private Duration receipt() {
        return times(Duration.ofSeconds(8), Math.exp(1.8 * random.nextGaussian()));
    }

    /** In whole microseconds, as the times of records. */
    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() / 1000 * factor) * 1000);
    }

    int records() {
        return messages.size();
    }

    Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }

    long nanoTime() {
        return Duration.between(START, now).toNanos();
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** A page as Plivo lists it now: newest first. */
    MdrPage page(PageRequest request) throws Exception {
        Window window = request.window();
        List<Message> listed = messages.subList(place(window.from()), place(window.to())).stream()
                .filter(message -> !now.isBefore(message.listed()))
                .sorted(Comparator.comparing(Message::time).reversed()).toList();
        int end = Math.min(request.offset() + request.limit(), listed.size());
        String objects = listed.subList(Math.min(request.offset(), end), end).stream().map(message -> message.json(now))
                .collect(Collectors.joining(",", "[", "]"));
        String next = end < listed.size() ? "\"/v1/Account/A/Message/?offset=" + end + "\"" : "null";
        String page = "{\"api_id\":\"a\",\"meta\":{\"limit\":" + request.limit() + ",\"offset\":" + request.offset()
                      + ",\"next\":" + next + "},\"objects\":" + objects + "}";
        return MdrPage.parse(page.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the first message at this time or later. */
    private int place(Instant time) {
        int from = 0;
        int to = messages.size();
        while (from < to) {
            int middle = (from + to) / 2;
            if (messages.get(middle).time().isBefore(time)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
