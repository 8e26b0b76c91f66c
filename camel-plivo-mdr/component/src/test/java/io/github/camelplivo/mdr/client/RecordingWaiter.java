package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Does not wait: notes each pause and moves its own clock by it. Is never stopped. */
final class RecordingWaiter implements Waiter {

    static final Instant START = Instant.parse("2026-11-21T22:25:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public synchronized void pause(Duration duration) {
        pauses.add(duration);
        passed = passed.plus(duration);
    }

    @Override
    public Registration onStop(Runnable action) {
        return () -> {
        };
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    synchronized Duration passed() {
        return passed;
    }

    long nanoTime() {
        return passed().toNanos();
    }

    Clock clock() {
        InstantSource source = () -> START.plus(passed());
        return source.withZone(ZoneOffset.UTC);
    }
}
