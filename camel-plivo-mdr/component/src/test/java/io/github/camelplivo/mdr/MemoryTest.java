package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.support.ChildJvm;
import io.github.camelplivo.mdr.support.CountingRoute;
import io.github.camelplivo.mdr.support.RecordSum;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A backlog that is larger than the heap, read by a JVM with 48 MiB that ends at its first {@link OutOfMemoryError}:
 * 50,000 records, some of them in seconds with many more than a page; {@code -Dmemory.records=1000000} for more.
 * <p>
 * The feed holds the uuids of a second that has more records than a page. So its memory grows with the largest second,
 * here of {@value #BURST} records.
 */
@Tag("slow")
class MemoryTest {

    private static final int RECORDS = Integer.getInteger("memory.records", 50_000);
    private static final int BURST = 100;
    private static final int BURST_EVERY = 20_000;
    private static final Duration GAP = Duration.ofMillis(500);
    private static final List<String> SMALL = List.of("-Xmx48m", "-XX:+ExitOnOutOfMemoryError");

    @TempDir
    Path folder;

    @Test
    void readsABacklogLargerThanTheHeap() throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        Instant start = end.minus(GAP.multipliedBy(RECORDS));
        SimulatedAccount account = new SimulatedAccount("MALARGEBACKLOG000001", "token", 1);
        RecordSum sum = backlog(account, start);
        AtomicLong requests = new AtomicLong();
        try (RouteHarness rig = new RouteHarness(PlivoSimulator.builder().account(account).unlimited())) {
            rig.plivo.onRequest(request -> requests.incrementAndGet());
            String uri = rig.uri("startTime=" + start, "endTime=" + end, "watermarkFile=" + folder.resolve("watermark"));
            Instant begin = Instant.now();
            try (ChildJvm child = ChildJvm.start(folder.resolve("output"), SMALL, CountingRoute.class, uri)) {
                // a hundred times as fast as Plivo would be
                child.awaitEnd(Duration.ofMinutes(2).plusMillis(RECORDS), "the backlog");

                List<String> output = child.output().lines().toList();
                assertThat(output).contains(sum.toString());
                System.out.printf("%s in %d s, %d requests, at most %d KiB of the heap alive%n", sum,
                        Duration.between(begin, Instant.now()).toSeconds(), requests.get(),
                        Long.parseLong(output.get(output.size() - 1)) / 1024);
            }
        }
    }

    /** From the start two records a second, and sometimes many at the same time. */
    private static RecordSum backlog(SimulatedAccount account, Instant start) {
        RecordSum sum = new RecordSum();
        while (sum.count() < RECORDS) {
            Instant time = start.plus(GAP.multipliedBy(sum.count()));
            sum.add(account.add(time));
            if (sum.count() % BURST_EVERY == 0) {
                account.addTie(time, BURST).forEach(sum::add);
            }
        }
        return sum;
    }
}
