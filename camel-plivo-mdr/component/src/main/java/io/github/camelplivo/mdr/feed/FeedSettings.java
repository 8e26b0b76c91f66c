package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * What a feed is to read.
 *
 * @param key        names the feed in its watermark
 * @param startTime  where it begins when there is no watermark yet
 * @param endTime    where it ends, {@code null} for never
 * @param settle     how old a record must be to be read: rows of the last seconds may not be listed yet
 * @param livePeriod how long new records may wait for the backfill
 */
public record FeedSettings(String key, Instant startTime, Instant endTime, Duration settle, Duration livePeriod) {

    /** "Data covers the last 90 days" (List all messages). */
    public static final Duration RETENTION = Duration.ofDays(90);
}
