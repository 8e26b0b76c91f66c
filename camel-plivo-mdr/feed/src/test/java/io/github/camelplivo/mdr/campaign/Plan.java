package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.simulator.Quirk;

/**
 * The properties of one schedule; all of them follow from the seed.
 *
 * @param past          how far back the feed begins
 * @param life          how long it continues after the start
 * @param history       records before the start
 * @param arrivals      records after it
 * @param ties          most records of one time
 * @param delay         from poll to poll
 * @param ages          of recheckAfter
 * @param windows       concurrentRequests
 * @param threads       whether windows are read ahead by other threads: then no two runs are the same
 * @param perMinute     of the budget, and of the simulated Plivo's limit
 * @param faults        faults in 1000 requests
 * @param routeFails    failures in 1000 pages
 * @param storeFails    failures in 1000 writes of the watermark or of the delivered versions
 * @param deaths        ends of the process in 1000 steps
 * @param durable       whether the delivered versions outlive the process
 * @param unrest        of 1000 requests, the number at which a row arrives or leaves
 * @param changes       how often a record changes at most
 * @param late          one record in this many is listed late, 0 for none
 * @param malformed     records that make unreadable every page they are on
 * @param stalls        requests without a response in time
 * @param rereads       times that everything from some time on is read again
 * @param pauses        whether the backfill is paused for a while
 * @param faultsFor     how long after the start the faults end
 * @param circumstances further conditions
 */
record Plan(
        long seed, Duration past, Duration life, int history, int arrivals, int ties, Duration settle, Duration delay,
        List<Duration> ages, int windows, boolean threads, int perMinute, int maxRetries, int faults, int routeFails,
        int storeFails, int deaths, boolean durable, int unrest, int changes, int late, int malformed, int stalls,
        int rereads, boolean pauses, Set<Quirk> quirks, Duration faultsFor, Circumstances circumstances) {

    static final List<Duration> AGES = List.of(
            Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(10), Duration.ofMinutes(24));
    private static final List<Quirk> QUIRKS = List.of(
            Quirk.NEXT_LEADS_TO_EMPTY_PAGE, Quirk.NEXT_WITH_OTHER_LIMIT, Quirk.EMPTY_NEXT, Quirk.GZIP, Quirk.CHUNKED,
            Quirk.TOTAL_COUNT);
    /** A limit of the budget that is never reached. */
    static final int UNLIMITED = 600_000;

    /** The age at which a burst is read again, while further records arrive. */
    private static final Duration AGE_OF_BURST = Duration.ofMinutes(24);
    /** The oldest age of a feed with a short delay: reaching it takes many polls. */
    private static final Duration AGE_IN_A_HURRY = Duration.ofMinutes(4);

    static Plan of(long seed) {
        Random random = new Random(seed);
        boolean many = one(random, 20);
        boolean threads = one(random, 6);
        boolean burst = !many && !threads && one(random, 50);
        boolean calm = one(random, 4) || burst;
        // reading rows one by one takes many requests
        boolean bad = !calm && !many && one(random, 16);
        boolean limited = !threads && one(random, 2) || burst;
        List<Duration> ages = burst ? List.of(AGE_OF_BURST) : one(random, 4) ? List.of() : ages(random);
        boolean durable = random.nextBoolean();
        Circumstances circumstances = Circumstances.of(seed, calm, threads, limited && !many, durable, burst, ages);
        ages = ages(ages, circumstances.hurry());
        Duration life = burst
                ? Duration.ofMinutes(40) : Duration.ofSeconds(random.nextInt(circumstances.hurry() ? 120 : 500));
        Duration delay = circumstances.hurry() ? Duration.ofSeconds(1) : Duration.ofSeconds(20 + random.nextInt(100));
        Duration past = Duration.ofSeconds(10 + random.nextInt(1200));
        return new Plan(
                seed, circumstances.quietDays() > 0 ? Duration.ofDays(circumstances.quietDays()) : past, life,
                random.nextInt(many ? 3000 : 120), random.nextInt(many ? 600 : 80), bad || burst || one(random, 2) ? 3 : 60,
                Duration.ofSeconds(2 + random.nextInt(29)), delay, ages, 1 << random.nextInt(4), threads,
                limited ? 20 + random.nextInt(60) : UNLIMITED, random.nextInt(4), calm ? 0 : random.nextInt(120),
                calm ? 0 : random.nextInt(100), calm || one(random, 2) ? 0 : random.nextInt(60),
                calm || one(random, 2) ? 0 : 1 + random.nextInt(bad ? 5 : 30), durable,
                one(random, 3) ? 0 : random.nextInt(300), random.nextInt(4), one(random, 3) ? 0 : 3 + random.nextInt(30),
                bad ? 1 + random.nextInt(2) : 0, !calm && one(random, 60) ? 1 : 0,
                !calm && durable && !ages.isEmpty() && one(random, 4) ? 1 + random.nextInt(2) : 0, !calm && one(random, 6),
                quirks(random, circumstances), calm ? Duration.ZERO : faultsFor(random, life, ages, circumstances),
                circumstances);
    }

    /** Long enough for the events that must happen before they end. */
    private static Duration faultsFor(Random random, Duration life, List<Duration> ages, Circumstances circumstances) {
        Duration last = ages.isEmpty() ? Duration.ofMinutes(1) : ages.get(ages.size() - 1);
        Duration all = life.plus(last.multipliedBy(2));
        return circumstances.pendingReread()
                ? all : Duration.ofMillis((long) (all.toMillis() * (0.2 + 0.8 * random.nextDouble())));
    }

    /** Those of the ages that a feed can have. */
    static List<Duration> ages(List<Duration> ages, boolean hurry) {
        return hurry ? ages.stream().filter(age -> age.compareTo(AGE_IN_A_HURRY) <= 0).toList() : ages;
    }

    private static List<Duration> ages(Random random) {
        List<Duration> ages = new ArrayList<>(AGES);
        int wanted = 1 + random.nextInt(3);
        while (ages.size() > wanted) {
            ages.remove(random.nextInt(ages.size()));
        }
        return List.copyOf(ages);
    }

    private static Set<Quirk> quirks(Random random, Circumstances circumstances) {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        QUIRKS.stream().filter(quirk -> one(random, quirk == Quirk.CHUNKED ? 60 : 8)).forEach(quirks::add);
        quirks.addAll(circumstances.crowds().resolution().quirks);
        if (circumstances.quietDays() > 0) {
            quirks.add(Quirk.REFUSES_OLD_STARTS);
        }
        return quirks;
    }

    /** Whether Plivo's responses, the route, the disk or the clocks fail at some time. */
    boolean hasFaults() {
        return !faultsFor.isZero();
    }

    /** Whether a malformed row or a stretch that cannot be read is delivered as such, so that the feed continues. */
    boolean deadLetter() {
        return malformed > 0 || circumstances.stretch().toSeconds() % 2 == 1;
    }

    /** Records that are read for the first time, without the visitors. */
    int rows() {
        return history + arrivals + circumstances.burst() + circumstances.tie() + circumstances.crowds().rows();
    }

    private static boolean one(Random random, int in) {
        return random.nextInt(in) == 0;
    }

    /** The age after which a record is no longer looked at. */
    Duration lastAge() {
        return last(ages);
    }

    /** The same, whatever ages a restart brings. */
    Duration longestAge() {
        Duration later = last(circumstances.laterAges());
        return later.compareTo(lastAge()) > 0 ? later : lastAge();
    }

    private Duration last(List<Duration> of) {
        return of.isEmpty() ? settle : of.get(of.size() - 1);
    }

    /** There are no faults, so the delivery time of each record is known. */
    boolean isCalm() {
        return !hasFaults() && malformed == 0 && circumstances.isPlain();
    }
}
