package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Seeded schedules in which rows tie, arrive and leave, requests fail, the route fails and the process ends. jqwik
 * prints the seed of a schedule that fails.
 */
class FeedPropertyTest {

    private static final Duration SPAN = Duration.ofHours(3);

    /** One schedule: every record that stays listed must be delivered. */
    private static final class Schedule {

        private final Random random;
        private final TestClock clock = new TestClock(NOON);
        private final FakeList list = new FakeList();
        private final MemoryWatermarkStore store = new MemoryWatermarkStore();
        private final Set<String> staying = new HashSet<>();
        private final List<String> visitors = new ArrayList<>();
        private final List<String> delivered = new ArrayList<>();
        private final Set<String> mayBeRedelivered = new HashSet<>();
        private Feed feed;

        Schedule(long seed) throws IOException {
            random = new Random(seed);
            list.shuffleTies(random);
            int ties = random.nextInt(4) == 0 ? 60 : 3;
            int rows = random.nextInt(400);
            while (staying.size() < rows) {
                Instant time = NOON.minusMillis(1 + (long) (random.nextDouble() * SPAN.toMillis()));
                staying.addAll(list.add(time, 1 + random.nextInt(ties)));
            }
            int unrest = random.nextInt(3);
            int faults = random.nextInt(3);
            list.beforeEach(request -> {
                clock.advance(Duration.ofSeconds(random.nextInt(4)));
                if (unrest > 0 && random.nextInt(4 / unrest) == 0) {
                    visitors.add(list.add(NOON.minusMillis(1 + (long) (random.nextDouble() * SPAN.toMillis()))));
                }
                if (unrest > 0 && !visitors.isEmpty() && random.nextInt(6 / unrest) == 0) {
                    list.remove(visitors.remove(random.nextInt(visitors.size())));
                }
                if (faults > 0 && random.nextInt(10 / faults) == 0) {
                    throw new IOException("connection reset");
                }
            });
            open();
        }

        private void open() throws IOException {
            feed = TestFeeds.open(
                    new FeedSettings("test", NOON.minus(SPAN), NOON, FeedTester.SETTLE, FeedTester.PERIOD), list, store, clock);
        }

        /** @return whether the feed has reached its end */
        boolean poll(boolean crashes) throws Exception {
            clock.advance(Duration.ofSeconds(60));
            feed.refreshClock();
            try {
                Optional<FeedPage> page = feed.next();
                while (page.isPresent()) {
                    if (random.nextInt(12) == 0) {
                        // the route fails
                        return false;
                    }
                    List<String> uuids = page.get().page().stream().map(MessageDetailRecord::getMessageUuid).toList();
                    delivered.addAll(uuids);
                    if (crashes && random.nextInt(12) == 0) {
                        mayBeRedelivered.addAll(uuids);
                        open();
                        return false;
                    }
                    feed.acknowledge(page.get());
                    page = feed.next();
                }
            } catch (IOException e) {
                return false;
            }
            return feed.isFinished();
        }

        void run(boolean crashes) throws Exception {
            for (int polls = 0; !poll(crashes); polls++) {
                assertThat(polls).as("polls without coming to the end").isLessThan(5_000);
            }
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void deliversEveryRecordOnceWithoutACrash(@ForAll long seed) throws Exception {
        Schedule schedule = new Schedule(seed);

        schedule.run(false);

        assertThat(new HashSet<>(schedule.delivered)).containsAll(schedule.staying);
        assertThat(schedule.delivered).doesNotHaveDuplicates();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void repeatsOnlyPagesInFlightAfterCrashes(@ForAll long seed) throws Exception {
        Schedule schedule = new Schedule(seed);

        schedule.run(true);

        assertThat(new HashSet<>(schedule.delivered)).containsAll(schedule.staying);
        List<String> again = new ArrayList<>(schedule.delivered);
        new HashSet<>(schedule.delivered).forEach(again::remove);
        assertThat(schedule.mayBeRedelivered).containsAll(again);
    }
}
