package io.github.camelplivo.mdr.judge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.window.Window;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A small account with a random mix of faults, then none: from then on every listed record must be delivered in time,
 * and none twice except after a crash.
 */
final class FaultSchedule {

    private static final Duration FAULTS = Duration.ofMinutes(90);
    private static final Duration QUIET = Duration.ofMinutes(100);
    private static final Duration NEW_RECORDS = FAULTS.plus(Duration.ofMinutes(70));
    private static final Duration AGE = Duration.ofMinutes(5);

    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(3000);
    private final Subscriber subscriber;
    private final StringBuilder story = new StringBuilder();
    private final boolean durable;
    private final boolean rechecks;
    private boolean firstStartIsOff;
    private boolean agesChanged;
    private boolean repeatsExcused;
    private int crashes;
    private Instant downUntil = Instant.MIN;
    private double failing;
    private Instant startTime;
    private Instant quietFrom;

    FaultSchedule(long seed) {
        random = new Random(seed);
        story.append("seed ").append(seed);
        durable = one(2);
        rechecks = one(2);
        account();
        habits();
        subscriber = new Subscriber(time, plivo);
        settings();
        plivo.beforeEach(() -> plivo.down(time.now().isBefore(downUntil) || random.nextDouble() < failing));
        if (one(5)) {
            // which records are live ones, and rechecked, depends on it
            firstStartIsOff = true;
            clockUntilResponse(Duration.ofSeconds(1L << random.nextInt(24)));
        }
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private void note(String what) {
        story.append(", ").append(Duration.between(NOON, time.now())).append(' ').append(what);
    }

    private Instant between(Instant from, Duration length) {
        return from.plusNanos(1000L * (long) (random.nextDouble() * length.toMillis() * 1000));
    }

    private void account() {
        boolean old = one(4);
        Duration back = old ? Duration.ofDays(60) : Duration.ofMinutes(1 + random.nextInt(180));
        note("backlog of " + back);
        addRecords(random.nextInt(200), NOON.minus(back), back);
        addRecords(random.nextInt(400), NOON, NEW_RECORDS);
        if (one(3)) {
            addRecords(100, between(NOON, FAULTS), Duration.ofSeconds(5));
        }
        startTime = NOON.minus(back);
    }

    private void addRecords(int count, Instant from, Duration length) {
        for (int i = 0; i < count; i++) {
            Instant at = between(from, length);
            int tied = one(12) ? 2 + random.nextInt(45) : 1;
            for (int row = 0; row < tied; row++) {
                Message message = plivo.list.add(at).late(Duration.ofMillis(random.nextInt(8000)));
                if (one(10)) {
                    message.leavesAt(message.time.plusSeconds(random.nextInt(3 * 3600)));
                }
                if (rechecks) {
                    message.changesAt(message.time.plusSeconds(20 + random.nextInt(230)), "delivered");
                }
            }
        }
    }

    private void habits() {
        int lists = List.of(30, 60, 300).get(random.nextInt(3));
        plivo.listsAMinute(lists).latency(Duration.ofMillis(20 + random.nextInt(300)));
        note(lists + " lists a minute");
        if (one(3)) {
            note("shuffled ties");
            plivo.list.shuffleTies(random);
        }
        if (one(6)) {
            note("filter rounds down");
            plivo.list.filterBy(t -> t.truncatedTo(ChronoUnit.SECONDS));
        } else if (one(6)) {
            note("filter rounds up");
            plivo.list.filterBy(t -> t.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
        }
        if (one(8)) {
            note("oldest first");
            plivo.list.order(MessageList.Order.OLDEST_FIRST);
        }
        if (one(3)) {
            int days = List.of(30, 10, 1).get(random.nextInt(3));
            note("refuses ranges over " + days + " days");
            plivo.refusesRangesOver(Duration.ofDays(days));
        }
    }

    private void settings() {
        subscriber.startTime = startTime;
        subscriber.delay = Duration.ofSeconds(List.of(5, 30, 60).get(random.nextInt(3)));
        subscriber.windows = one(3) ? 4 : 1;
        subscriber.deadLetter = one(2);
        subscriber.versions = versions();
        if (rechecks) {
            subscriber.recheckAfter = one(2) ? List.of(AGE) : List.of(AGE, Duration.ofMinutes(30));
        }
        note("delay " + subscriber.delay + ", windows " + subscriber.windows + ", dead letters " + subscriber.deadLetter
             + ", rechecks " + subscriber.recheckAfter + (durable ? ", durable" : ", in memory"));
    }

    private DeliveredVersions versions() {
        return durable ? new DurableVersions() : new MemoryVersions();
    }

    private void clockUntilResponse(Duration error) {
        note("clock off by " + error + " until a response");
        time.setError(error);
        int before = plivo.received.size();
        plivo.afterEach(() -> {
            if (plivo.received.size() > before) {
                time.setError(Duration.ZERO);
                plivo.afterEach(() -> {
                });
            }
        });
    }

    void run() throws Exception {
        try {
            while (time.now().isBefore(NOON.plus(FAULTS))) {
                fault();
                subscriber.poll();
            }
            quiet();
            judge();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(story + "\n" + e, e);
        }
    }

    private void fault() throws IOException {
        switch (random.nextInt(60)) {
            case 0 -> {
                downUntil = time.now().plusSeconds(random.nextInt(600));
                note("down until " + downUntil);
            }
            case 1 -> {
                failing = random.nextInt(3) * 0.2;
                note("failing " + failing);
            }
            case 2 -> {
                Instant from = between(startTime, Duration.between(startTime, time.now())).truncatedTo(ChronoUnit.SECONDS);
                unreadable(new Window(from, from.plusSeconds(1 + random.nextInt(600))));
            }
            case 3 -> unreadable(new Window(
                    time.now().truncatedTo(ChronoUnit.SECONDS), time.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(120)));
            case 4 -> plivo.readsAgain();
            case 5 -> clockUntilResponse(Duration.ofSeconds(1L << random.nextInt(24)));
            case 6 -> clockUntilResponse(Duration.ofSeconds(-(1L << random.nextInt(24))));
            case 7 -> restart(true);
            case 8, 9 -> restart(false);
            case 10 -> {
                subscriber.feed().pauseBackfill();
                note("backfill paused");
            }
            case 11 -> subscriber.feed().resumeBackfill();
            case 12 -> reread();
            default -> {
                // most polls are left alone
            }
        }
    }

    private void unreadable(Window stretch) {
        note("unreadable " + stretch);
        plivo.cannotReadListsOf(stretch.from(), stretch.to());
    }

    private void restart(boolean crash) throws IOException {
        note(crash ? "crash" : "restart");
        if (crash) {
            crashes++;
            subscriber.crash();
        } else {
            subscriber.stop();
        }
        if (!durable) {
            subscriber.versions = versions();
            repeatsExcused |= rechecks;
        }
        if (rechecks && one(4)) {
            agesChanged = true;
            subscriber.recheckAfter = one(2)
                    ? List.of(AGE, Duration.ofMinutes(20)) : List.of(Duration.ofMinutes(3), Duration.ofMinutes(15));
            note("rechecks " + subscriber.recheckAfter);
        }
        // a clock that is slow at the start fails it, as it should
        if (time.clock().instant().isBefore(time.now())) {
            time.setError(Duration.ZERO);
        }
        time.advance(Duration.ofSeconds(random.nextInt(one(4) ? 2400 : 30)));
    }

    private void reread() throws IOException {
        Instant from = time.now().minusSeconds(60 + random.nextInt(3600));
        try {
            subscriber.feed().reread(from);
            repeatsExcused |= !durable;
            note("reread from " + from);
        } catch (IllegalArgumentException e) {
            // the live sweep is not there yet, or the clock is off
        }
    }

    private void quiet() throws IOException {
        note("quiet");
        quietFrom = time.now();
        downUntil = Instant.MIN;
        failing = 0;
        plivo.readsAgain();
        time.setError(Duration.ZERO);
        subscriber.feed().resumeBackfill();
        subscriber.failures.clear();
        subscriber.run(QUIET);
    }

    private void judge() throws IOException {
        assertThat(subscriber.missing().stream().filter(m -> !m.time.isBefore(startTime.plusSeconds(1))).toList())
                .as("missing").isEmpty();
        assertThat(subscriber.deadLetters).as("dead letters").isEmpty();
        assertThat(subscriber.failures).as("failures after the faults").isEmpty();
        assertThat(subscriber.feed().progress().backfill().finished()).as("backfill complete").isTrue();
        Instant calm = quietFrom.plus(Duration.ofMinutes(15));
        Duration most = subscriber.settle.plus(subscriber.delay).plusSeconds(120);
        assertThat(subscriber.waits().entrySet().stream()
                .filter(e -> plivo.list.message(e.getKey()).time.isAfter(calm) && e.getValue().compareTo(most) > 0).toList())
                .as("late").isEmpty();
        if (rechecks && !agesChanged && !firstStartIsOff) {
            Set<String> came = subscriber.versions();
            List<String> unseen = new ArrayList<>();
            plivo.list.all().stream().filter(m -> m.time.isAfter(NOON.plusSeconds(60)) && m.staysListed())
                    .filter(m -> m.time.isBefore(time.now().minus(Duration.ofMinutes(30))))
                    .filter(m -> !came.contains(m.uuid + ":delivered")).forEach(m -> unseen.add(m.toString()));
            assertThat(unseen).as("changes that were not found").isEmpty();
        }
        if (!repeatsExcused) {
            assertThat(subscriber.repeated()).as("repeated").hasSizeLessThanOrEqualTo(crashes * 20);
        }
    }
}
