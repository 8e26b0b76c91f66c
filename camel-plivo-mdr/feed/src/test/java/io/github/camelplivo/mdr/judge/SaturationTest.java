package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelplivo.mdr.feed.FeedStatus;
import io.github.camelplivo.mdr.feed.FeedStatusTracker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A feed that cannot keep up reports it before the lag shows it, and a feed that keeps up does not. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class SaturationTest {

    private static final int LISTS_A_MINUTE = 124;
    private static final Duration RUN = Duration.ofMinutes(40);

    /**
     * Each list returns 19 new rows, also in a second with many rows, so the budget suffices for 39 records a second.
     */
    @ParameterizedTest
    @CsvSource({ "2, false", "15, false", "21, false", "30, false", "45, true", "60, true" })
    void isAboveOneBeforeTheLagGrows(int recordsASecond, boolean tooMany) throws Exception {
        VirtualTime time = new VirtualTime();
        VirtualPlivo plivo = new VirtualPlivo(time).listsAMinute(LISTS_A_MINUTE).callsEndWithin(20_000);
        Random random = new Random(recordsASecond);
        for (int i = 0; i < recordsASecond * RUN.toSeconds(); i++) {
            plivo.list.add(NOON.plusNanos(1000L * (long) (random.nextDouble() * RUN.toMillis() * 1000)));
        }
        Subscriber subscriber = new Subscriber(time, plivo);
        subscriber.delay = Duration.ofSeconds(5);
        FeedStatusTracker watch = new FeedStatusTracker(subscriber.feed(), time.clock(), time.nanoTime());
        AtomicReference<Double> saturationBefore = new AtomicReference<>(0.0);
        subscriber.beforeAcknowledge(() -> {
            FeedStatus status = watch.status();
            if (status.lag().compareTo(Duration.ofMinutes(1)) < 0) {
                saturationBefore.set(status.demandedLists(subscriber.delay) / (LISTS_A_MINUTE / 60.0));
            }
        });

        subscriber.runUntil(NOON.plus(RUN).minusSeconds(60));

        Duration lag = watch.status().lag();
        assertThat(lag.compareTo(Duration.ofMinutes(2)) > 0).as("lag %s", lag).isEqualTo(tooMany);
        assertThat(saturationBefore.get() > 1).as("saturation %s before a lag of %s", saturationBefore, lag).isEqualTo(tooMany);
    }
}
