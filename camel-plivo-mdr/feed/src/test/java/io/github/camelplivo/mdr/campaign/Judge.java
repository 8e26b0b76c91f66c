package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.SweepId.Kind;
import io.github.camelplivo.mdr.feed.SweepProgress;

/**
 * Checks the progress of a feed: at any time, every sweep with waiting records makes progress, or the feed reports that
 * it does not; after the faults have ended, all records are delivered within the {@link Bounds}.
 */
final class Judge {

    /** A clock with at least this error is wrong. */
    private static final Duration WRONG = Duration.ofSeconds(20);
    /** So often it is looked at. */
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AFTER_A_WRONG_DATE = Duration.ofMinutes(2);

    private final Plan plan;
    private final Timeline timeline;
    private final AccountTimeline life;
    private final FaultInjector faults;
    private final Deliveries deliveries;
    private final ExpectedVersions expected;
    private final RequestBudget budget;
    private final Bounds bounds;
    private final Instant start;
    private final Map<Kind, Instant> movedAt = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> marks = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> steps = new EnumMap<>(Kind.class);
    private Instant resumed;
    private Instant looked;
    private Duration catchingUp;
    private Instant caughtUpAt;
    private boolean done;

    Judge(Plan plan, Timeline timeline, AccountTimeline life, FaultInjector faults, Deliveries deliveries,
          ExpectedVersions expected,
          RequestBudget budget) {
        this.plan = plan;
        this.timeline = timeline;
        this.life = life;
        this.faults = faults;
        this.deliveries = deliveries;
        this.expected = expected;
        this.budget = budget;
        this.bounds = new Bounds(plan);
        this.start = timeline.now();
        this.resumed = start;
        this.looked = start;
    }

    /** A sweep has delivered something, or sent a request that differs from its previous one. */
    synchronized void moved(Kind kind) {
        steps.merge(kind, 1L, Long::sum);
    }

    /** The backfill may be requested again. */
    void resumed() {
        resumed = timeline.now();
    }

    /** The process has restarted: without it there was no progress. */
    void started() {
        resumed();
        for (Kind kind : Kind.values()) {
            movedAt.put(kind, timeline.now());
        }
    }

    /** Before each request: polls may be long. */
    void lookNowAndThen(Feed feed, boolean failed) {
        if (!done && looked.plus(LOOK).isBefore(timeline.now())) {
            look(feed, failed, feed.progress().backfillPaused());
        }
    }

    /** After each poll. */
    void look(Feed feed, boolean failed, boolean paused) {
        looked = timeline.now();
        double rate = budget.listRequestsPerMinute();
        boolean down = failed || new Health(plan.delay(), bounds.share(rate)).isDown(feed, timeline.nanoTime());
        // a recheck reads nothing before the backfill has read it, and that may be one window of thousands of rows
        boolean backfillMoves = !feed.progress().backfill().finished()
                && mark(feed, Kind.BACKFILL) != marks.getOrDefault(Kind.BACKFILL, -1L);
        for (Kind kind : Kind.values()) {
            Instant now = timeline.now();
            long mark = mark(feed, kind);
            boolean moved = !Long.valueOf(mark).equals(marks.put(kind, mark));
            if (moved || down || isClockWrong() || kind == Kind.BACKFILL && paused
                    || kind == Kind.RECHECK && backfillMoves || !waits(feed, kind)) {
                movedAt.put(kind, now);
            } else if (movedAt.get(kind).plus(bounds.step(rate)).isBefore(now)) {
                problem(kind + " has not moved since " + movedAt.get(kind) + " although records wait, and nothing said so at "
                        + now + ": " + feed.progress());
            }
        }
        if (!faults.lasts()) {
            catchUp(feed, rate, paused);
        }
    }

    private synchronized long mark(Feed feed, Kind kind) {
        return steps.getOrDefault(kind, 0L) * 31 + feed.progress().sweeps().stream()
                .filter(sweep -> sweep.name().kind() == kind).map(SweepProgress::cursor)
                .mapToLong(Instant::getEpochSecond).sum();
    }

    private boolean isClockWrong() {
        // absurd dates are refuted by the newest record, unless it lies in a stretch that cannot be read
        boolean isRefuted = plan.circumstances().areDatesAbsurd()
                && (plan.circumstances().stretch().isZero() || !faults.lasts());
        return timeline.localAhead().abs().compareTo(WRONG) > 0
                || !isRefuted && faults.wrongDateAt().plus(AFTER_A_WRONG_DATE).isAfter(timeline.now());
    }

    /** Whether a record waits for a sweep of that kind. */
    private boolean waits(Feed feed, Kind kind) {
        Instant first = feed.progress().live().start();
        Instant due = timeline.now().minus(plan.delay().multipliedBy(2));
        return switch (kind) {
            case LIVE -> lacks(message -> !message.time().isBefore(first), due);
            case BACKFILL -> lacks(message -> message.time().isBefore(first), due);
            case RECHECK -> expected.ages().stream().anyMatch(age -> life.messages().values().stream()
                    .filter(message -> !message.time().isBefore(first))
                    .filter(message -> message.time().plus(age).plus(age.dividedBy(4)).plus(plan.settle()).isBefore(due))
                    .anyMatch(message -> !isPaid(message, expected.version(message, age))));
        };
    }

    /** Whether a record that had settled and was listed by then is missing. */
    private boolean lacks(Predicate<AccountTimeline.Message> which, Instant due) {
        return life.messages().values().stream().filter(which)
                .filter(message -> message.time().plus(plan.settle()).isBefore(due))
                .filter(message -> !message.listed().isAfter(message.time().plus(plan.settle())))
                .anyMatch(message -> !isPaid(message, Math.min(0, expected.version(message))));
    }

    private boolean isPaid(AccountTimeline.Message message, int version) {
        return version == ExpectedVersions.NOTHING || deliveries.has(message, version);
    }

    private void catchUp(Feed feed, double rate, boolean paused) {
        if (catchingUp == null) {
            catchingUp = bounds.time(rate);
        }
        Instant first = feed.progress().live().start();
        boolean lacks = lacks(message -> !paused || !message.time().isBefore(first), faults.end());
        if (caughtUpAt == null && !lacks && !paused) {
            caughtUpAt = timeline.now();
        }
        Instant from = resumed.isBefore(faults.end()) ? faults.end() : resumed;
        if (lacks && timeline.now().isAfter(from.plus(catchingUp))) {
            problem("has not caught up since the faults ended at " + faults.end() + ": " + feed.progress());
        }
        if (timeline.now().isAfter(lastDue())) {
            boolean all = !paused
                    && life.messages().values().stream().allMatch(message -> isPaid(message, expected.version(message)));
            done = done || feed.isFinished() || plan.circumstances().endless() && all;
            if (!done && !paused && timeline.now().isAfter(deadline())) {
                problem("is not at its end: " + feed.progress());
            }
        }
        done = done || feed.isFinished();
    }

    /** The time at which the last record is older than its last age by a quarter. */
    private Instant lastDue() {
        Instant end = start.plus(plan.life());
        Duration age = plan.longestAge().plus(plan.longestAge().dividedBy(4)).plus(plan.delay().multipliedBy(2));
        return (end.isAfter(faults.end()) ? end : faults.end()).plus(age);
    }

    /** When all records are delivered, and the schedule ends. */
    Instant deadline() {
        Instant from = lastDue().isAfter(resumed) ? lastDue() : resumed;
        return from.plus(catchingUp == null ? bounds.time(0) : catchingUp);
    }

    /** Whether all records are delivered, or the feed has failed to deliver them. */
    boolean isDone() {
        return done;
    }

    void requirePromptness() {
        if (!bounds.isServed() || caughtUpAt == null) {
            return;
        }
        for (AccountTimeline.Message message : life.messages().values()) {
            Instant latest = message.time().plus(bounds.newRecord());
            if (message.time().isAfter(caughtUpAt) && bounds.isServed(message, start)
                    && !message.listed().isAfter(message.time().plus(plan.settle()))
                    && latest.isBefore(timeline.now()) && !deliveries.had(message, latest)) {
                deliveries.problems().add(message + " new record late: had to come by " + latest);
            }
        }
    }

    private void problem(String text) {
        deliveries.problems().add(text);
        done = true;
    }
}
