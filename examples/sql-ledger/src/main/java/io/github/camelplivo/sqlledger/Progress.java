package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** Says how much of a period has been read, every few seconds. The part is that of the time, not of the records. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** No time left is stated that is longer than a thousand times the time so far. */
    private static final double LEAST_PART = 0.001;

    private final Period period;
    private final LongSupplier nanoTime;
    private final Consumer<String> lines;
    private final long start;
    private long last;
    private long records;
    private Instant reached;

    Progress(Period period, LongSupplier nanoTime, Consumer<String> lines) {
        this.period = period;
        this.nanoTime = nanoTime;
        this.lines = lines;
        this.start = nanoTime.getAsLong();
        this.last = start;
        this.reached = period.from();
    }

    void read(MessageDetailRecord record) {
        records++;
        OffsetDateTime time = record.getMessageTime();
        if (time != null && time.toInstant().isAfter(reached)) {
            reached = time.toInstant();
        }
        long now = nanoTime.getAsLong();
        if (now - last >= INTERVAL.toNanos()) {
            last = now;
            print(now - start);
        }
    }

    private void print(long elapsed) {
        double part = (double) Duration.between(period.from(), reached).toMillis()
                / Duration.between(period.from(), period.to()).toMillis();
        Duration left = Duration.ofNanos((long) (elapsed * (1 - part) / Math.max(part, LEAST_PART)));
        lines.accept(String.format(Locale.ROOT, "%s: %.1f %%, %,d records, about %d:%02d:%02d left", period.name(), 100 * part,
                records, left.toHours(), left.toMinutesPart(), left.toSecondsPart()));
    }

    long records() {
        return records;
    }
}
