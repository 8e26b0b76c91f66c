package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a feed is to read, and how.
 *
 * @param key               names the feed in its watermark
 * @param startTime         where it begins when there is no watermark yet
 * @param endTime           where it ends, {@code null} for never
 * @param settle            how old a record must be to be read: rows of the last seconds may not be listed yet
 * @param pollDelay         from poll to poll, which is how long new records may wait for the backfill
 * @param recheckAfter      at which ages records are read again, rising; none for never
 * @param concurrentWindows how many windows are read at the same time, 1 or more
 * @param deadLetter        whether a row that can never be read is handed out as it is, so that the feed can go on
 * @param startBack         how long before the first start the feed begins, {@code null} where {@code startTime} is a
 *                          fixed instant. Where the machine's clock was fast at the first start, a relative start moves
 *                          back with it
 */
public record FeedSettings(
        String key, Instant startTime, Instant endTime, Duration settle, Duration pollDelay, List<Duration> recheckAfter,
        int concurrentWindows, boolean deadLetter, Duration startBack) {

    public FeedSettings {
        recheckAfter = List.copyOf(recheckAfter);
    }

    /** From a fixed instant on. */
    public FeedSettings(
                        String key, Instant startTime, Instant endTime, Duration settle, Duration pollDelay,
                        List<Duration> recheckAfter, int concurrentWindows, boolean deadLetter) {
        this(key, startTime, endTime, settle, pollDelay, recheckAfter, concurrentWindows, deadLetter, null);
    }

    /** Without rechecks, one window at a time, waiting for pages that cannot be read. */
    public FeedSettings(String key, Instant startTime, Instant endTime, Duration settle, Duration pollDelay) {
        this(key, startTime, endTime, settle, pollDelay, List.of(), 1, false, null);
    }
}
