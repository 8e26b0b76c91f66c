package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.support.RouteHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From HTTP to the route, while the list moves with every request. */
class MovingListTest {

    private final RouteHarness rig = new RouteHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void delivers6000RecordsInTiesOfUpToFiftyEachOnceWhileRowsArriveAndLeave() throws Exception {
        Random random = new Random(2026);
        Instant begin = Instant.now().minus(Duration.ofHours(23));
        Instant time = begin;
        Set<String> staying = new HashSet<>();
        while (staying.size() < 6000) {
            staying.addAll(rig.plivo.account().addTie(time, 1 + random.nextInt(50)));
            time = time.plusMillis(random.nextInt(600_000));
        }
        long span = Duration.between(begin, time).toMillis();
        AtomicInteger requests = new AtomicInteger();
        Deque<String> visitors = new ArrayDeque<>();
        rig.plivo.onRequest(request -> {
            int number = requests.incrementAndGet();
            if (number % 3 == 0) {
                visitors.add(rig.plivo.account().add(begin.plusMillis((long) (random.nextDouble() * span))));
            }
            if (number % 7 == 0 && !visitors.isEmpty()) {
                rig.plivo.account().remove(visitors.poll());
            }
        });
        rig.start(r -> r.from(rig.uri("startTime=24h", "repeatCount=1")).process(rig::deliver));

        // fourteen seconds alone on two processors
        await().atMost(Duration.ofMinutes(2)).until(() -> rig.distinct().containsAll(staying));

        assertThat(rig.delivered).doesNotHaveDuplicates();
    }

    /**
     * Stories: openlinker PR 2032 (rows that no scan ever visits), and plivo-java's own iterator, which at this rate
     * returns the same twenty rows endlessly.
     */
    @Test
    void reachesTheEndAlthoughAPageOfNewRecordsArrivesWithEveryRequest() throws Exception {
        Instant now = Instant.now();
        Set<String> staying = new HashSet<>();
        for (int i = 1; i <= 300; i++) {
            staying.add(rig.plivo.account().add(now.minusSeconds(250L * i)));
        }
        rig.plivo.onRequest(request -> rig.plivo.account().addTie(Instant.now(), 20));
        rig.start(r -> r.from(rig.uri("startTime=24h", "settle=1m")).process(rig::deliver));

        await().atMost(RouteHarness.SOON).until(() -> rig.distinct().containsAll(staying));

        assertThat(rig.delivered).doesNotHaveDuplicates();
    }
}
