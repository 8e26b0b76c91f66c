package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** The progress that the feed reports. */
class FeedProgressTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void movesWithEmptyWindowsToo() throws Exception {
        FeedTester reading = new FeedTester(list, clock, HOUR);
        FeedProgress begun = reading.feed().progress();
        assertThat(begun.live().cursor()).isEqualTo(NOON);
        assertThat(begun.backfill()).extracting(SweepProgress::start, SweepProgress::cursor, SweepProgress::end)
                .containsExactly(NOON.minus(HOUR), NOON.minus(HOUR), NOON);

        clock.advance(Duration.ofSeconds(30));
        reading.poll();

        FeedProgress now = reading.feed().progress();
        assertThat(now.live().cursor()).isEqualTo(NOON.plusSeconds(15));
        assertThat(now.backfill()).extracting(SweepProgress::start, SweepProgress::cursor, SweepProgress::end)
                .containsExactly(NOON.minus(HOUR), NOON, NOON);
        assertThat(now.backfill().finished()).isTrue();
        assertThat(now.finished()).isFalse();
    }

    @Test
    void isFinishedOnlyAfterTheLastPageBeforeTheEndIsAcknowledged() throws Exception {
        list.add(NOON.plusSeconds(4));
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO).until(NOON.plusSeconds(5));
        Feed feed = reading.feed();
        clock.advance(Duration.ofSeconds(30));
        feed.refreshClock();
        FeedPage page = feed.next().orElseThrow();
        assertThat(feed.progress().finished()).isFalse();

        feed.acknowledge(page);
        assertThat(feed.next()).isEmpty();

        assertThat(feed.progress().finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 20, 45, 500 })
    void countsARowOnceThatTwoPagesRepeat(int records) throws Exception {
        for (int second = 1; second <= records; second++) {
            list.add(NOON.plusSeconds(second));
        }
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO);
        clock.advance(HOUR);

        reading.poll();

        assertThat(reading.delivered).hasSize(records);
        assertThat(reading.feed().progress().backfill().rows()).isEqualTo(records);
    }

    /**
     * Story: tap-twilio, where the start time, moved back to find changes, became the new position if there was no row.
     */
    @Test
    void neverGoesBackWhereNothingIsFound() throws Exception {
        FeedTester reading = new FeedTester(list, clock, HOUR)
                .rechecking(Duration.ofMinutes(10), Duration.ofHours(6));
        Map<SweepId, Instant> furthest = new HashMap<>();
        for (int poll = 0; poll < 1000; poll++) {
            // every now and then the clock is set back, and every now and then it is another process
            clock.advance(Duration.ofMinutes(poll % 50 == 0 ? -10 : 1));
            if (poll % 7 == 0) {
                reading.restart();
            }
            reading.poll();
            for (SweepProgress sweep : reading.feed().progress().sweeps()) {
                assertThat(sweep.cursor()).as("%s after poll %d", sweep.name(), poll)
                        .isAfterOrEqualTo(furthest.getOrDefault(sweep.name(), Instant.MIN));
                furthest.put(sweep.name(), sweep.cursor());
            }
        }

        assertThat(furthest.get(SweepId.recheck(Duration.ofHours(6)))).isAfter(NOON);
    }
}
