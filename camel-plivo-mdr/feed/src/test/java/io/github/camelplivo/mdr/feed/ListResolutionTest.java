package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Crowded seconds lose no record, whatever the resolution of Plivo's filter and order. */
class ListResolutionTest {

    enum Resolution {
        EXACT(true, list -> {
        }),
        FILTER_BY_SECOND(false, list -> list.truncateFilter(ChronoUnit.SECONDS)),
        FILTER_BY_MILLISECOND(false, list -> list.truncateFilter(ChronoUnit.MILLIS)),
        ORDER_BY_SECOND(false, FakeList::orderBySecond),
        SHUFFLED_SECONDS(false, list -> list.shuffleSeconds(new Random(3))),
        LATER_BY_SECOND(false, list -> list.before(40, list::orderBySecond)),
        LATER_SHUFFLED(false, list -> list.before(40, () -> list.shuffleSeconds(new Random(3))));

        private final boolean microseconds;
        private final Consumer<FakeList> setting;

        Resolution(boolean microseconds, Consumer<FakeList> setting) {
            this.microseconds = microseconds;
            this.setting = setting;
        }
    }

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @ParameterizedTest
    @EnumSource
    void deliversEachRecordOfCrowdedSecondsOnce(Resolution resolution) throws Exception {
        resolution.setting.accept(list);
        Random random = new Random(11);
        Instant begin = NOON.minusSeconds(120);
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            // 40 rows a second
            uuids.add(list.add(begin.plusNanos(1000L * random.nextInt(30_000_000))));
        }
        FeedTester reading = new FeedTester(list, clock, Duration.ofMinutes(5)).until(NOON);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));

        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(reading.feed().progress().microseconds()).isEqualTo(resolution.microseconds);
    }
}
