package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * No version of a record is delivered after a later one, so consumers can keep the last one: also where rechecks have
 * read ahead, fail, and wait while others continue.
 */
@Tag("slow")
class VersionOrderTest {

    private static final int SCHEDULES = 30;
    private static final int POLLS = 60;

    @ParameterizedTest
    @ValueSource(ints = { 1, 4, 16 })
    void versionsAreDeliveredInTheirOrder(int windows) throws Exception {
        for (int seed = 0; seed < SCHEDULES; seed++) {
            run(new Random(seed), windows, "seed " + seed);
        }
    }

    private static void run(Random random, int windows, String seed) throws Exception {
        TestClock clock = new TestClock(NOON);
        FakeList list = new FakeList();
        for (int second = -1800; second < 3600; second += 1 + random.nextInt(5)) {
            list.add(NOON.plusSeconds(second));
        }
        List<String> uuids = list.uuids();
        Map<String, Integer> changes = new HashMap<>();
        list.beforeEach(request -> {
            clock.advance(Duration.ofMillis(random.nextInt(2000)));
            String uuid = uuids.get(random.nextInt(uuids.size()));
            list.change(uuid, "v%05d".formatted(changes.merge(uuid, 1, Integer::sum)));
            if (random.nextInt(40) == 0) {
                throw new IOException("no response");
            }
        });
        FeedTester reading = new FeedTester(list, clock, Duration.ofMinutes(30)).windows(windows)
                .rechecking(Duration.ofMinutes(3), Duration.ofMinutes(10), Duration.ofMinutes(30));
        reading.feed();
        String poisoned = null;
        for (int poll = 0; poll < POLLS; poll++) {
            clock.advance(Duration.ofSeconds(10 + random.nextInt(300)));
            if (random.nextInt(6) == 0) {
                list.heal(poisoned);
                poisoned = uuids.get(random.nextInt(uuids.size()));
                list.poison(poisoned);
            }
            if (random.nextInt(10) == 0) {
                reading.feed().reread(NOON.minusSeconds(1 + random.nextInt(1800)));
            }
            try {
                reading.poll();
            } catch (IOException e) {
                // the next poll comes
            }
        }

        Map<String, String> last = new HashMap<>();
        reading.pages.stream().flatMap(page -> page.page().stream()).forEach(record -> {
            String state = state(record);
            assertThat(last.getOrDefault(record.getMessageUuid(), "")).as("%s of %s", record.getMessageUuid(), seed)
                    .isLessThanOrEqualTo(state);
            last.put(record.getMessageUuid(), state);
        });
        assertThat(last).as(seed).hasSizeGreaterThan(100);
    }

    private static String state(MessageDetailRecord record) {
        return "queued".equals(record.text("message_state")) ? "v" : record.text("message_state");
    }
}
