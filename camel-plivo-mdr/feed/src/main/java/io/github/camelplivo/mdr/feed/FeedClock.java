package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.feed.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * The time as the feed sees it, sampled by {@link #refresh} so that the parts of one decision agree. The feed trusts
 * the clock only while responses confirm it: before the third response, and after ten minutes without one, the time
 * decides nothing that could skip a record. For use by one thread at a time.
 */
final class FeedClock {

    private static final int AGREEING_RESPONSES = 3;
    private static final long CONFIRMED_FOR = Duration.ofMinutes(10).toNanos();

    private final Clock clock;
    private final TrackedPageSource source;
    private final Ticker ticker;
    private final Instant openedAt;
    private Instant now;
    private long ticks;
    private long responseTicks;
    private long seenResponses;
    /**
     * The time as of the start of the period; earlier if the clock was set back since; {@code null} before the first.
     */
    private @Nullable Instant settledAt;
    private long periodStart;

    /** @param nanoTime counts nanoseconds as {@link System#nanoTime()} does */
    FeedClock(Clock clock, LongSupplier nanoTime, TrackedPageSource source) {
        this.clock = clock;
        this.source = source;
        openedAt = clock.instant();
        now = openedAt;
        ticker = new Ticker(openedAt, nanoTime);
    }

    /** Reads the clocks. */
    void refresh() {
        now = clock.instant();
        ticks = ticker.nanos(now);
        // was fast: otherwise the limit would advance with every request, and a poll would never end
        settledAt = settledAt == null ? null : Window.earlier(settledAt, now);
        long responses = source.responses();
        if (responses > seenResponses) {
            seenResponses = responses;
            responseTicks = ticks;
        }
    }

    /** The next pages contain records up to those that were settled at the last {@link #refresh}. */
    void startPeriod() {
        settledAt = now;
        periodStart = ticks;
    }

    boolean hasPeriod() {
        return settledAt != null;
    }

    boolean isPeriodOver(Duration period) {
        return ticks - periodStart >= period.toNanos();
    }

    /** The second that has reached this age in the period, or an earlier one if the clock was set back. */
    Instant ageLimit(Duration age) {
        return Window.second(Objects.requireNonNull(settledAt, "no period has started").minus(age));
    }

    Clock wallClock() {
        return clock;
    }

    /** By the clock. */
    Instant now() {
        return now;
    }

    /** By the clock at the opening and the ticker. */
    Instant uncorrected() {
        return openedAt.plusNanos(ticks);
    }

    /** By the ticker, in nanoseconds since the feed opened. */
    long ticks() {
        return ticks;
    }

    Instant openedAt() {
        return openedAt;
    }

    boolean isAnswered() {
        return seenResponses > 0;
    }

    /** Whether recent responses have confirmed the clock. */
    boolean isConfirmed() {
        return seenResponses >= AGREEING_RESPONSES && ticks - responseTicks <= CONFIRMED_FOR;
    }

    /** How far the clock was ahead when the feed opened, as known now. */
    Duration aheadAtOpening() {
        return Duration.between(now, uncorrected());
    }
}
