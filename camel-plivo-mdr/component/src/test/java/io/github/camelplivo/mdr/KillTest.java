package io.github.camelplivo.mdr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.support.ChildJvm;
import io.github.camelplivo.mdr.support.JournalRoute;
import io.github.camelplivo.mdr.support.KilledDeliveries;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that reads an account with {@code watermarkFile} is killed (SIGKILL) and restarted repeatedly, while the
 * account grows. Ten times, because each run takes two seconds; {@code -Dkill.times=50} for more. The seed, set by
 * {@code -Dkill.seed}, determines the intended time of each kill, but its exact time depends on the machine: a seed
 * that failed need not fail again.
 * <p>
 * A kill ends a process, not the machine: data that was written but not forced to the disk survives. So this does not
 * test that the watermark is forced to the disk.
 */
@Tag("slow")
class KillTest {

    private static final int KILLS = Integer.getInteger("kill.times", 10);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    /** One kind of kill comes at most this many requests after a start. */
    private static final int REQUESTS = 12;
    private static final int PAGE = 20;
    /** More records than all runs except the last read, about a hundred each. */
    private static final int HISTORY = 500 + KILLS * 150;
    private static final Duration PAST = Duration.ofHours(1);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration A_LIFE = Duration.ofSeconds(60);
    private static final List<String> LIGHT = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger requests = new AtomicInteger();
    private final KilledDeliveries deliveries = new KilledDeliveries();

    @Test
    void losesNothingAndRepeatsAtMostThePageInFlight() throws Exception {
        SimulatedAccount account = new SimulatedAccount("MAKILLEDAGAIN0000001", "token", SEED);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant start = begin.minus(PAST);
        int repeating = 0;
        try (RouteHarness rig = new RouteHarness(PlivoSimulator.builder().account(account).seed(SEED).unlimited())) {
            grow(account, begin);
            rig.plivo.onRequest(request -> requests.incrementAndGet());
            String uri = rig.uri(
                    "watermarkFile=" + watermark(), "startTime=" + start, "settle=" + SETTLE.toMillis());
            for (int kill = 1; kill <= KILLS; kill++) {
                repeating += live(uri, kill) > 0 ? 1 : 0;
            }
            finish(uri, account, start);
        }
        assertThat(deliveries.repeated()).as(where(KILLS)).isLessThanOrEqualTo(KILLS * PAGE);
        // otherwise the kills came at other times than intended
        assertThat(repeating).as(where(KILLS)).isGreaterThanOrEqualTo(KILLS / 10);
        System.out.printf(
                "%d kills in %d s, seed %d: %d records, %d repeated after %d of the kills%n", KILLS,
                Duration.between(begin, Instant.now()).toSeconds(), SEED, deliveries.delivered().size(),
                deliveries.repeated(), repeating);
    }

    /** A history, some seconds with more rows than a page in it, and new rows all the time. */
    private void grow(SimulatedAccount account, Instant begin) {
        // not the account's seed, from which the ties are made
        TrafficGenerator.in(account, SEED + 1).history(HISTORY, PAST).perMinute(300).late(SETTLE.dividedBy(2)).begin();
        for (int tie = 0; tie < KILLS; tie++) {
            account.addTie(begin.minusSeconds(1 + random.nextInt((int) PAST.toSeconds())), 3 * PAGE);
        }
    }

    /** @return how many records were redelivered */
    private int live(String uri, int kill) throws Exception {
        try (ChildJvm child = start(uri, kill)) {
            child.await(momentToDie(journal(kill)), A_LIFE, where(kill));
            child.kill();
        }
        return deliveries.add(JournalRoute.read(journal(kill)), where(kill));
    }

    /** While a page is requested, while it is processed, or while the position is written. */
    private BooleanSupplier momentToDie(Path journal) {
        int requestsAtKill = requests.get() + random.nextInt(REQUESTS);
        int written = random.nextInt(REQUESTS * PAGE * JournalRoute.LINE_LENGTH);
        Path position = watermark().resolveSibling("watermark.tmp");
        return switch (random.nextInt(3)) {
            case 0 -> () -> requests.get() > requestsAtKill;
            case 1 -> () -> journal.toFile().length() > written;
            default -> () -> requests.get() >= requestsAtKill && Files.exists(position);
        };
    }

    private void finish(String uri, SimulatedAccount account, Instant start) throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (ChildJvm child = start(uri + "&endTime=" + end, KILLS + 1)) {
            child.awaitEnd(A_LIFE, where(KILLS + 1));
        }
        deliveries.add(JournalRoute.read(journal(KILLS + 1)), where(KILLS + 1));
        Set<String> missing = account.uuids(start, end);
        missing.removeAll(deliveries.delivered());
        assertThat(missing).as("%s: lost", where(KILLS + 1)).isEmpty();
        assertThat(deliveries.delivered()).as(where(KILLS + 1))
                .hasSizeGreaterThan(HISTORY).hasSameSizeAs(account.uuids(start, end));
    }

    private ChildJvm start(String uri, int life) throws IOException {
        return ChildJvm.start(folder.resolve("output-" + life), LIGHT, JournalRoute.class, uri, journal(life).toString());
    }

    private Path journal(int life) {
        return folder.resolve("journal-" + life);
    }

    private Path watermark() {
        return folder.resolve("watermark");
    }

    private static String where(int life) {
        return "seed " + SEED + ", life " + life;
    }
}
