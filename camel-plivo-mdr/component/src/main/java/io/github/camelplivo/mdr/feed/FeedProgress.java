package io.github.camelplivo.mdr.feed;

import java.time.Instant;

/**
 * How far a feed has come, as of its last acknowledged page or completed window.
 *
 * @param live        every record from the first start to this second was delivered
 * @param backfill    every record from {@code startTime} to this second was delivered
 * @param backfillEnd the first start, where the backfill ends
 * @param over        whether {@code endTime} was reached and everything before it delivered
 */
public record FeedProgress(Instant live, Instant backfill, Instant backfillEnd, boolean over) {
}
