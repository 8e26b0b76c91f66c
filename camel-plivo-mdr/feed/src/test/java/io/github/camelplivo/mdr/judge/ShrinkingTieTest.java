package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.support.LogLines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Rows of one microsecond have another order at every request, and one of them leaves between two requests. */
@Tag("slow")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class ShrinkingTieTest {

    private static final int SEEDS = Integer.getInteger("judge.tie.seeds", 1000);
    private static final Instant TIE = NOON.minusSeconds(40).plusNanos(123_456_000);

    @ParameterizedTest
    @ValueSource(ints = { 25, 40, 60 })
    void noRowThatStaysIsLost(int rows) throws Exception {
        List<String> losses = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(1000L * rows + seed);
            VirtualTime time = new VirtualTime();
            VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(2000);
            plivo.list.shuffleTies(random);
            List<Message> tie = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                tie.add(plivo.list.add(TIE));
            }
            Message leaving = tie.get(random.nextInt(rows));
            int leavesBefore = 2 + random.nextInt(5);
            plivo.beforeEach(() -> {
                if (plivo.received.size() + 1 == leavesBefore) {
                    leaving.leavesAt(time.now());
                }
            });
            Subscriber subscriber = new Subscriber(time, plivo);
            subscriber.startTime = NOON.minusSeconds(41);

            subscriber.poll();
            subscriber.poll();

            if (!subscriber.missing().isEmpty() || !subscriber.repeated().isEmpty()) {
                losses.add("seed " + seed + " lost " + subscriber.missing() + ", repeated " + subscriber.repeated());
            }
            assertThat(plivo.received.size()).as("requests of seed %s", seed).isLessThan(300);
            assertThat(subscriber.feed().progress().backfill().finished()).isTrue();
        }
        assertThat(losses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 25, 60 })
    void noRowThatStaysIsLostWhileSeveralLeaveAndArrive(int rows) throws Exception {
        List<String> losses = new ArrayList<>();
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            Random random = new Random(7000L * rows + seed);
            VirtualTime time = new VirtualTime();
            VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(2000).latency(Duration.ofMillis(500));
            plivo.list.shuffleTies(random);
            for (int i = 0; i < rows; i++) {
                Message message = plivo.list.add(TIE);
                if (i < 3) {
                    message.leavesAt(NOON.plusMillis(random.nextInt(5_000)));
                } else if (i < 5) {
                    message.late(Duration.ofMillis(40_000 + random.nextInt(2_000)));
                }
            }
            Subscriber subscriber = new Subscriber(time, plivo);
            subscriber.startTime = NOON.minusSeconds(41);

            subscriber.poll();
            subscriber.poll();

            // rows that arrive while the second is read may be missed, because they are later than settle
            List<Message> lost = subscriber.missing().stream().filter(m -> m.listedFrom().isBefore(NOON)).toList();
            if (!lost.isEmpty() || !subscriber.repeated().isEmpty()) {
                losses.add("seed " + seed + " lost " + lost + ", repeated " + subscriber.repeated());
            }
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void theLogSaysOnceThatPassesRepeat() throws Exception {
        VirtualTime time = new VirtualTime();
        VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(2000);
        plivo.list.shuffleTies(new Random(1));
        for (int i = 0; i < 60; i++) {
            plivo.list.add(TIE);
        }
        Subscriber subscriber = new Subscriber(time, plivo);
        subscriber.startTime = NOON.minusSeconds(41);

        try (LogLines log = new LogLines()) {
            subscriber.poll();

            assertThat(log.all()).filteredOn(line -> line.contains("It repeats its passes, of 60 rows each")).hasSize(1);
        }
    }
}
