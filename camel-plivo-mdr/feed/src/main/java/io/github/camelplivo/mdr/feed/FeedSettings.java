package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a feed.
 *
 * @param key               names the feed in its watermark
 * @param startTime         where it starts when there is no watermark yet
 * @param endTime           where it ends, {@code null} for never
 * @param settle            how old a record must be to be read: rows of the last seconds may not be listed yet
 * @param pollDelay         from poll to poll, and so the longest time that new records wait for the backfill
 * @param recheckAfter      ascending ages at which the feed reads records again; empty for never
 * @param concurrentWindows how many windows the feed reads at the same time, 1 or more
 * @param readAheadBytes    the bytes of responses that may wait for their delivery
 * @param deadLetter        whether the feed delivers an unreadable row as bytes, so that it can continue
 * @param startBack         how long before the first start the feed starts to read, {@code null} if {@code startTime}
 *                          is a fixed instant. If the machine's clock was fast at the first start, a relative start
 *                          moves back with it
 */
public record FeedSettings(
        String key, Instant startTime, @Nullable Instant endTime, Duration settle, Duration pollDelay,
        List<Duration> recheckAfter,
        int concurrentWindows, long readAheadBytes, boolean deadLetter, @Nullable Duration startBack) {

    private static final int READ_AHEAD_BYTES = 8 << 20;

    public FeedSettings {
        recheckAfter = List.copyOf(recheckAfter);
    }

    /** From a fixed instant on. */
    public FeedSettings(
                        String key, Instant startTime, @Nullable Instant endTime, Duration settle, Duration pollDelay,
                        List<Duration> recheckAfter, int concurrentWindows, boolean deadLetter) {
        this(key, startTime, endTime, settle, pollDelay, recheckAfter, concurrentWindows, READ_AHEAD_BYTES, deadLetter, null);
    }

    /** Without rechecks, one window at a time, and with retries of unreadable pages. */
    public FeedSettings(String key, Instant startTime, @Nullable Instant endTime, Duration settle, Duration pollDelay) {
        this(key, startTime, endTime, settle, pollDelay, List.of(), 1, false);
    }
}
