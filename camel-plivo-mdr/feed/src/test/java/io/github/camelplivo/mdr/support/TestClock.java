package io.github.camelplivo.mdr.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in the test's hand. */
public class TestClock extends Clock {

    /** The time at which most tests start. */
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private volatile Instant now;
    private volatile long nanos;

    public TestClock(Instant now) {
        this.now = now;
    }

    public static TestClock at(String instant) {
        return new TestClock(Instant.parse(instant));
    }

    /** May be called by any thread. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Sets the machine's clock; no time passes. */
    public synchronized void jump(Duration by) {
        now = now.plus(by);
    }

    /** As {@link System#nanoTime()}: the time that has passed, however the clock was set. */
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
