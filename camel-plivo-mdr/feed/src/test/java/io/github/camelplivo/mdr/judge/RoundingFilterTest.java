package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Whether Plivo's filter rounds the times of rows is unknown: a difference of rounding costs no record. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class RoundingFilterTest {

    enum Rounding {
        DOWN(time -> time.truncatedTo(ChronoUnit.SECONDS)),
        UP(time -> time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS)),
        HALF_UP(time -> time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS)),
        EXACT(time -> time);

        private final UnaryOperator<Instant> rounded;

        Rounding(UnaryOperator<Instant> rounded) {
            this.rounded = rounded;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRecordIsLostOrDeliveredTwice(Rounding rounding) throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            VirtualTime time = new VirtualTime();
            VirtualPlivo plivo = plivo(time, rounding);
            Subscriber subscriber = subscriber(time, plivo);
            subscriber.windows = seed % 2 == 0 ? 1 : 4;
            // sparse, busy and crowded seconds
            spread(plivo, random, 400, Duration.ofMinutes(60));
            spread(plivo, random, 2000, Duration.ofMinutes(4));
            spread(plivo, random, 600, Duration.ofSeconds(12));

            subscriber.run(Duration.ofMinutes(40));

            assertThat(subscriber.missing().stream().filter(m -> !m.time.isBefore(subscriber.startTime.plusSeconds(1))))
                    .as("seed %s", seed).isEmpty();
            assertThat(subscriber.repeated()).as("seed %s", seed).isEmpty();
        }
    }

    /** Two seconds with more rows than a page, and nothing else that shows the rounding. */
    @ParameterizedTest
    @EnumSource
    void noRecordOfACrowdedSecondIsLostOrDeliveredTwice(Rounding rounding) throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            VirtualTime time = new VirtualTime();
            VirtualPlivo plivo = plivo(time, rounding);
            Subscriber subscriber = subscriber(time, plivo);
            spread(plivo, random, 2 * (20 + 20 * (seed % 5)), Duration.ofSeconds(2));

            subscriber.run(Duration.ofMinutes(10));

            assertThat(subscriber.missing()).as("seed %s", seed).isEmpty();
            assertThat(subscriber.repeated()).as("seed %s", seed).isEmpty();
        }
    }

    /** The feed detects the rounding again after each start, when a window may be half read. */
    @ParameterizedTest
    @EnumSource
    void aRestartInsideAWindowLosesAndRepeatsNothing(Rounding rounding) throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            VirtualTime time = new VirtualTime();
            VirtualPlivo plivo = plivo(time, rounding);
            Subscriber subscriber = subscriber(time, plivo);
            spread(plivo, random, 600, Duration.ofMinutes(60));
            spread(plivo, random, 600, Duration.ofMinutes(2));
            for (int tie = 0; tie < 30; tie++) {
                Instant at = NOON.plusMillis(random.nextInt(3_600_000) - 1_800_000);
                for (int row = 0; row < 3 + random.nextInt(40); row++) {
                    plivo.list.add(at);
                }
            }

            for (Instant end = NOON.plus(Duration.ofMinutes(40)); time.now().isBefore(end); time.advance(subscriber.delay)) {
                subscriber.feed().refreshClock();
                while (subscriber.deliverNext(subscriber.feed())) {
                    if (random.nextInt(3) == 0) {
                        subscriber.stop();
                        subscriber.feed().refreshClock();
                    }
                }
            }

            assertThat(subscriber.missing().stream().filter(m -> !m.time.isBefore(subscriber.startTime.plusSeconds(1))))
                    .as("seed %s", seed).isEmpty();
            assertThat(subscriber.repeated()).as("seed %s", seed).isEmpty();
        }
    }

    private static VirtualPlivo plivo(VirtualTime time, Rounding rounding) {
        VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(2000);
        plivo.list.filterBy(rounding.rounded);
        return plivo;
    }

    private static Subscriber subscriber(VirtualTime time, VirtualPlivo plivo) {
        Subscriber subscriber = new Subscriber(time, plivo);
        subscriber.startTime = NOON.minus(Duration.ofMinutes(30));
        return subscriber;
    }

    private static void spread(VirtualPlivo plivo, Random random, int records, Duration around) {
        long micros = around.toMillis() * 1000;
        for (int i = 0; i < records; i++) {
            plivo.list.add(NOON.plusNanos(1000L * (long) ((random.nextDouble() - 0.5) * micros)));
        }
    }
}
