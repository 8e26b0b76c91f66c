package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Further faults and unusual conditions of a schedule; all of them follow from the seed.
 *
 * @param dates          which responses have a wrong {@code Date} until the faults end
 * @param dateAhead      how far that date is ahead of the true time
 * @param clock          by how much the local clock is ahead from the first start, from the middle, from the restart on
 * @param clockStays     whether it stays so after the faults; otherwise it is corrected
 * @param relativeStart  whether the start of the feed is a duration back, by the local clock
 * @param quietDays      days of the past that hold few records, 0 for none
 * @param longestRange   days between the times of a list that Plivo takes then
 * @param endless        whether the feed has no {@code endTime}
 * @param burst          records that come at one time in the past and never change
 * @param stretch        how long the stretch of time is whose lists are no pages until the faults end
 * @param hurry          whether {@code delay} is a second, shorter than the budget can serve
 * @param competing      whether producers take all permits that they are given
 * @param pauseAfter     pages of the backfill after which it is paused in the middle of a window, 0 for never
 * @param pendingReread  whether the process ends between a reread and its first response
 * @param restart        whether the process is stopped and started again while the faults last
 * @param stop           how long it is down then
 * @param laterAges      {@code recheckAfter} from that restart on
 * @param tie            rows of one microsecond, more than a page, some of which leave while they are read; 0 for none
 * @param wrongResponses the number of requests, of 1000, whose response belongs to another request
 * @param crowds         crowded seconds and the resolution of the list
 */
record Circumstances(
        Dates dates, Duration dateAhead, List<Duration> clock, boolean clockStays, boolean relativeStart, int quietDays,
        int longestRange, boolean endless, int burst, Duration stretch, boolean hurry, boolean competing, int pauseAfter,
        boolean pendingReread, boolean restart, Duration stop, List<Duration> laterAges, int tie, int wrongResponses,
        Crowds crowds) {

    enum Dates {
        RIGHT,
        ONE_WRONG,
        SOME_WRONG,
        ALL_WRONG,
        WRONG_ON_ERRORS
    }

    /** The last is about 1970. */
    private static final List<Duration> DATES = List.of(
            Duration.ofHours(-1), Duration.ofDays(-1), Duration.ofDays(-365), Duration.ofHours(1), Duration.ofDays(1),
            Duration.ofDays(365), Duration.ofDays(-20_778));
    private static final List<Duration> CLOCKS = List.of(
            Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(330), Duration.ofDays(1), Duration.ofDays(100),
            Duration.ofSeconds(-30), Duration.ofMinutes(-10), Duration.ofMinutes(-330), Duration.ofDays(-1));
    private static final int MONTH = 30;
    /** A clock that is ahead by at most this may stay so. */
    private static final Duration BEARABLE = Duration.ofMinutes(10);
    /** Not even a clock that is wrong by the zone and by a day is so far ahead of Plivo's. */
    private static final Duration ABSURD = Duration.ofDays(-2);
    private static final List<Duration> STOPS = List.of(
            Duration.ofSeconds(20), Duration.ofMinutes(3), Duration.ofMinutes(15), Duration.ofMinutes(40));

    /**
     * @param calm     whether nothing may go wrong
     * @param threads  whether several threads send requests: then nothing may depend on their order
     * @param limited  whether the budget is felt
     * @param burst    whether there is a burst, and nothing else that makes records late
     * @param versions whether delivered versions are kept durably, so that records that are read again are not
     *                 delivered again
     */
    static Circumstances of(
            long seed, boolean calm, boolean threads, boolean limited, boolean versions, boolean burst,
            List<Duration> ages) {
        Random random = new Random(seed * 31 + 7);
        boolean wrongDates = !calm && one(random, 6);
        boolean wrongClock = !calm && !wrongDates && one(random, 6);
        Duration first = wrongClock && random.nextBoolean() ? pick(random, CLOCKS) : Duration.ZERO;
        Duration middle = wrongClock && random.nextBoolean() ? pick(random, CLOCKS) : first;
        boolean restart = !calm && one(random, 6);
        Duration later = wrongClock && restart && random.nextBoolean() ? pick(random, CLOCKS) : middle;
        boolean stays = !later.isNegative() && later.compareTo(BEARABLE) <= 0 && random.nextBoolean();
        int quietDays = !burst && one(random, 8) ? 30 + random.nextInt(61) : 0;
        boolean hurry = limited && !burst && one(random, 6);
        return new Circumstances(
                wrongDates ? Dates.values()[1 + random.nextInt(4)] : Dates.RIGHT, pick(random, DATES),
                List.of(first, middle, later), stays, wrongClock && random.nextBoolean(), quietDays,
                random.nextBoolean() ? MONTH : 12 + random.nextInt(18), random.nextBoolean(),
                burst ? 1500 + random.nextInt(1500) : 0,
                !calm && one(random, 16) ? Duration.ofSeconds(5 + random.nextInt(600)) : Duration.ZERO, hurry,
                !threads && limited && !burst && one(random, 6), !burst && one(random, 12) ? 1 + random.nextInt(6) : 0,
                !calm && versions && !ages.isEmpty() && one(random, 6), restart, pick(random, STOPS),
                restart && !hurry && random.nextBoolean() ? otherAges(random, ages) : Plan.ages(ages, hurry),
                !burst && one(random, 12) ? 21 + random.nextInt(50) : 0,
                calm || threads || one(random, 3) ? 0 : random.nextInt(40), burst ? Crowds.NONE : Crowds.of(seed));
    }

    private static List<Duration> otherAges(Random random, List<Duration> ages) {
        List<Duration> other = new ArrayList<>(ages);
        Duration one = pick(random, Plan.AGES);
        if (!other.remove(one)) {
            other.add(one);
        }
        other.sort(null);
        return List.copyOf(other);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static boolean one(Random random, int in) {
        return random.nextInt(in) == 0;
    }

    /** Whether Plivo's dates contradict the local clock so far that the feed must not accept them. */
    boolean areDatesAbsurd() {
        return dateAhead.compareTo(ABSURD) < 0 || !dateAhead.isNegative();
    }

    /** A plan without any of them. */
    boolean isPlain() {
        return quietDays + burst + pauseAfter + tie + crowds.rows() == 0 && !hurry && !competing;
    }

    /** Whether the local clock or the date of a response is wrong at some time. */
    boolean isClockWrong() {
        return dates != Dates.RIGHT || clock.stream().anyMatch(ahead -> !ahead.isZero());
    }
}
