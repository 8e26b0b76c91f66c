package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.simulator.Quirk;

/**
 * What one schedule is like; all of it follows from the seed.
 *
 * @param past       how far back the feed begins
 * @param life       for how long after the start it goes on
 * @param history    records before the start
 * @param arrivals   records after it
 * @param ties       most records of one time
 * @param delay      from poll to poll
 * @param ages       of recheckAfter
 * @param windows    concurrentRequests
 * @param threads    whether windows are read ahead by other threads: then no two runs are the same
 * @param perMinute  of the budget, and of the simulated Plivo's limit
 * @param faults     in so many of 1000 requests
 * @param routeFails in so many of 1000 pages
 * @param storeFails in so many of 1000 writes of the watermark or of the delivered versions
 * @param deaths     in so many of 1000 steps
 * @param durable    whether the delivered versions outlive the process
 * @param unrest     in so many of 1000 requests a row comes or leaves
 * @param changes    how often a record changes at most
 * @param late       one record in so many is listed late, 0 for none
 * @param unreadable records that make unreadable every page they are on
 * @param stalls     requests that are not answered in time
 * @param rereads    times that everything from some time on is read again
 * @param pauses     whether the backfill is paused for a while
 */
record Plan(
        long seed, Duration past, Duration life, int history, int arrivals, int ties, Duration settle, Duration delay,
        List<Duration> ages, int windows, boolean threads, int perMinute, int maxRetries, int faults, int routeFails,
        int storeFails, int deaths, boolean durable, int unrest, int changes, int late, int unreadable, int stalls,
        int rereads, boolean pauses, Set<Quirk> quirks) {

    private static final List<Duration> AGES = List.of(
            Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(10), Duration.ofMinutes(24));
    private static final List<Quirk> QUIRKS = List.of(
            Quirk.NEXT_LEADS_TO_EMPTY_PAGE, Quirk.NEXT_WITH_OTHER_LIMIT, Quirk.EMPTY_NEXT, Quirk.GZIP, Quirk.CHUNKED,
            Quirk.TOTAL_COUNT);
    /** A limit of the budget that is never felt. */
    static final int UNLIMITED = 600_000;

    static Plan of(long seed) {
        Random random = new Random(seed);
        boolean many = one(random, 20);
        boolean threads = one(random, 6);
        boolean calm = one(random, 4);
        // what is read row by row takes many requests
        boolean bad = !calm && !many && one(random, 16);
        List<Duration> ages = one(random, 4) ? List.of() : ages(random);
        boolean durable = random.nextBoolean();
        return new Plan(
                seed, Duration.ofSeconds(10 + random.nextInt(1200)), Duration.ofSeconds(random.nextInt(500)),
                random.nextInt(many ? 3000 : 120), random.nextInt(many ? 600 : 80), bad || one(random, 2) ? 3 : 60,
                Duration.ofSeconds(2 + random.nextInt(29)), Duration.ofSeconds(20 + random.nextInt(100)), ages,
                1 << random.nextInt(4), threads, threads || one(random, 2) ? UNLIMITED : 20 + random.nextInt(60),
                random.nextInt(4), calm ? 0 : random.nextInt(120), calm ? 0 : random.nextInt(100),
                calm || one(random, 2) ? 0 : random.nextInt(60),
                calm || one(random, 2) ? 0 : 1 + random.nextInt(bad ? 5 : 30), durable,
                one(random, 3) ? 0 : random.nextInt(300), random.nextInt(4), one(random, 3) ? 0 : 3 + random.nextInt(30),
                bad ? 1 + random.nextInt(2) : 0, !calm && one(random, 60) ? 1 : 0,
                !calm && durable && !ages.isEmpty() && one(random, 4) ? 1 + random.nextInt(2) : 0, !calm && one(random, 6),
                quirks(random));
    }

    private static List<Duration> ages(Random random) {
        List<Duration> ages = new ArrayList<>(AGES);
        int wanted = 1 + random.nextInt(3);
        while (ages.size() > wanted) {
            ages.remove(random.nextInt(ages.size()));
        }
        return List.copyOf(ages);
    }

    private static Set<Quirk> quirks(Random random) {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        QUIRKS.stream().filter(quirk -> one(random, quirk == Quirk.CHUNKED ? 60 : 8)).forEach(quirks::add);
        return quirks;
    }

    private static boolean one(Random random, int in) {
        return random.nextInt(in) == 0;
    }

    /** The age after which a record is no longer looked at. */
    Duration lastAge() {
        return ages.isEmpty() ? settle : ages.get(ages.size() - 1);
    }

    /** Nothing goes wrong, so that it can be said when each record must come. */
    boolean isCalm() {
        return faults + routeFails + storeFails + deaths + unreadable + stalls + rereads == 0 && !pauses;
    }
}
