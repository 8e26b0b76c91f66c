package io.github.camelplivo.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.feed.ChangeCounts;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A feed that waits for records to settle appears neither late nor stuck. */
class ProgressTest {

    private static final Instant END = Instant.parse("2026-11-21T12:00:10Z");

    @Test
    void printsTheReasonForWaiting() {
        Progress progress = new Progress(System.out, false, Duration.ofSeconds(15), END);

        assertThat(progress.waiting(END.plusSeconds(6)))
                .isEqualTo("all records older than 15 s are read; waiting for the newest to settle, 9 s left");
        assertThat(progress.waiting(END.plusSeconds(16))).endsWith(", 0 s left");
    }

    @Test
    void waitsIfNoRecordIsOldEnough() {
        assertThat(Progress.isWaiting(feed(false, false, false))).isTrue();
        assertThat(Progress.isWaiting(feed(true, false, false))).isFalse();
        assertThat(Progress.isWaiting(feed(false, true, false))).isFalse();
        assertThat(Progress.isWaiting(feed(false, false, true))).isFalse();
    }

    private static FeedProgress feed(boolean live, boolean backfill, boolean finished) {
        return new FeedProgress(
                List.of(sweep(SweepId.LIVE, live), sweep(SweepId.BACKFILL, backfill)), List.of(), false, finished, false,
                false, 0);
    }

    private static SweepProgress sweep(SweepId name, boolean hasWork) {
        return new SweepProgress(name, END, END, END, false, 0, 0, 0, ChangeCounts.NONE, 0, 0, 0, Double.NaN, hasWork, 0, null, null);
    }
}
