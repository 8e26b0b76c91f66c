package io.github.camelplivo.mdr.budget.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.budget.Cancellation;

/** Does not wait: notes each pause and moves its own clock by it. Is never stopped. */
public final class RecordingCancellation implements Cancellation {

    public static final Instant START = Instant.parse("2026-11-21T22:25:00Z");

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

    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    public synchronized Duration passed() {
        return passed;
    }

    public long nanoTime() {
        return passed().toNanos();
    }

    public Clock clock() {
        InstantSource source = () -> START.plus(passed());
        return source.withZone(ZoneOffset.UTC);
    }
}
