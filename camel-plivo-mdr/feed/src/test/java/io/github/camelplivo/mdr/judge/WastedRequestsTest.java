package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A long backlog costs hardly more requests than pages, at any rate of records and any number of windows ahead. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class WastedRequestsTest {

    /** Because pages are read to whole seconds, 9 records a second cost at least 1.4 requests for 20 records. */
    @ParameterizedTest
    @CsvSource({ "4, 16, 1.35", "7, 16, 1.35", "9, 16, 1.45", "7, 4, 1.35", "7, 1, 1.35" })
    void aLongBacklogAtFourToNineRecordsASecond(int rate, int windows, double most) throws Exception {
        VirtualTime time = new VirtualTime();
        VirtualPlivo plivo = new VirtualPlivo(time).latency(Duration.ofMillis(1)).callsEndWithin(20_000);
        Subscriber subscriber = new Subscriber(time, plivo);
        Random random = new Random(rate);
        int records = rate * 3000;
        for (int i = 0; i < records; i++) {
            plivo.list.add(NOON.minusNanos(1000L * (1 + (long) (random.nextDouble() * 3_000_000_000L))));
        }
        subscriber.startTime = NOON.minus(Duration.ofMinutes(50));
        subscriber.windows = windows;

        subscriber.run(Duration.ofMinutes(3));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(plivo.received.size() * 20.0 / records).as("requests for 20 records").isLessThanOrEqualTo(most);
    }
}
