package io.github.camelplivo.mdr.judge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * True time, which moves only when a test moves it, and two clocks that show it: one that cannot be set, and the one
 * that the feed reads, which may be wrong.
 */
final class VirtualTime {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now = NOON;
    private long nanos = 1_000_000_007L;
    private Duration error = Duration.ZERO;

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        if (!time.isNegative()) {
            now = now.plus(time);
            nanos += time.toNanos();
        }
    }

    void advanceTo(Instant time) {
        advance(Duration.between(now, time));
    }

    /** How far the feed's clock is ahead of true time, negative if it is behind. */
    void setError(Duration ahead) {
        error = ahead;
    }

    LongSupplier nanoTime() {
        return () -> nanos;
    }

    /** As the feed sees it. */
    Clock clock() {
        return new Clock() {

            @Override
            public Instant instant() {
                return now.plus(error);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
