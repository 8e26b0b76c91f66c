package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.camelplivo.mdr.support.TestClock;

/**
 * The time of a schedule: the true one, which Plivo, the records and the monotonic clock follow, and the local clock,
 * which may be set. It runs each waiting guest when its time comes.
 */
final class Timeline {

    /** Other code that runs on this time. */
    interface Guest {

        /** {@link Timeline#nanoTime()} of the time at which it must run. */
        long due();

        /** Runs it until it waits again. */
        void run();
    }

    private final TestClock truth = TestClock.at("2026-11-21T12:00:00.3Z");
    private final TestClock local = TestClock.at("2026-11-21T12:00:00.3Z");
    private final List<Guest> guests = new ArrayList<>();

    TestClock truth() {
        return truth;
    }

    TestClock local() {
        return local;
    }

    Instant now() {
        return truth.instant();
    }

    long nanoTime() {
        return truth.nanoTime();
    }

    void invite(Guest guest) {
        guests.add(guest);
    }

    /** Time passes, for all. */
    void advance(Duration by) {
        advance(by, () -> false);
    }

    /** Lets time pass until a guest ends it. */
    void advance(Duration by, BooleanSupplier enough) {
        long target = nanoTime() + by.toNanos();
        for (Guest guest : guests) {
            while (!enough.getAsBoolean() && guest.due() <= target) {
                move(Math.max(0, guest.due() - nanoTime()));
                guest.run();
            }
        }
        if (!enough.getAsBoolean()) {
            move(Math.max(0, target - nanoTime()));
        }
    }

    private synchronized void move(long nanos) {
        truth.advance(Duration.ofNanos(nanos));
        local.advance(Duration.ofNanos(nanos));
    }

    /** Sets the local clock ahead of the true time by this duration. */
    synchronized void setLocal(Duration ahead) {
        local.jump(ahead.minus(localAhead()));
    }

    Duration localAhead() {
        return Duration.between(truth.instant(), local.instant());
    }
}
