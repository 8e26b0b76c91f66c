package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The process ends between any two steps of delivering a page. Stories: Estuary's source-twilio (restart in mid-page
 * skipped the older rest for good), PostHog PR 80186 (offset saved before the page was durable), Spring Integration's
 * feed (position written before delivery).
 */
class RestartTest {

    /** Ends the process at one of its steps. */
    private static final class Killer {

        private final int at;
        private int step;

        Killer(int at) {
            this.at = at;
        }

        void step() {
            if (++step == at) {
                throw new Killed();
            }
        }
    }

    private static final class Killed extends Error {
    }

    /** Ends the process before and after the write. */
    private record MortalStore(WatermarkStore store, Killer killer) implements WatermarkStore {

        @Override
        public Optional<String> load() throws IOException {
            killer.step();
            return store.load();
        }

        @Override
        public void save(String line) throws IOException {
            killer.step();
            store.save(line);
            killer.step();
        }
    }

    @Test
    void losesNothingAndRepeatsAtMostThePageInFlightWhereverTheProcessEnds() throws Exception {
        int steps = 0;
        for (int at = 1; dies(at); at++) {
            steps = at;
        }
        // a run has that many steps at which it was ended
        assertThat(steps).isGreaterThan(80);
    }

    /** @return false if the run ended before it could be killed */
    private boolean dies(int at) throws Exception {
        FakeList list = new FakeList().shuffleTies(new Random(at));
        Random random = new Random(5);
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            uuids.add(list.add(NOON.minusSeconds(1 + random.nextInt(900))));
        }
        uuids.addAll(list.add(NOON.minusSeconds(300), 50));
        TestClock clock = new TestClock(NOON);
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        List<String> delivered = new ArrayList<>();

        boolean died = true;
        List<String> inFlight = new ArrayList<>();
        try {
            run(list, clock, new MortalStore(store, new Killer(at)), new Killer(at), delivered, inFlight);
            died = false;
        } catch (Killed e) {
            clock.advance(Duration.ofMinutes(5));
            run(list, clock, store, new Killer(0), delivered, new ArrayList<>());
        }

        assertThat(new HashSet<>(delivered)).as("killed at step %d", at).containsAll(uuids);
        List<String> twice = new ArrayList<>(delivered);
        new HashSet<>(delivered).forEach(twice::remove);
        assertThat(inFlight).as("killed at step %d", at).containsAll(twice);
        return died;
    }

    private static void run(
            FakeList list, TestClock clock, WatermarkStore store, Killer killer, List<String> delivered, List<String> inFlight)
            throws Exception {
        SweepPageSource source = (sweep, request) -> {
            killer.step();
            MdrPage page = list.page(sweep, request);
            killer.step();
            return page;
        };
        Instant start = NOON.minusSeconds(900);
        try (Feed feed
                = TestFeeds.open(new FeedSettings("test", start, NOON, FeedTester.SETTLE, FeedTester.PERIOD), source, store,
                        clock)) {
            clock.advance(Duration.ofMinutes(1));
            feed.refreshClock();
            for (var page = feed.next(); page.isPresent(); page = feed.next()) {
                inFlight.clear();
                killer.step();
                for (MessageDetailRecord record : page.get().page()) {
                    inFlight.add(record.getMessageUuid());
                    delivered.add(record.getMessageUuid());
                }
                killer.step();
                feed.acknowledge(page.get());
                inFlight.clear();
            }
        }
    }

    @Test
    void redeliversTheSamePageWithTheSameIdUntilItIsAcknowledged() throws Exception {
        FakeList list = new FakeList();
        list.add(NOON.minusSeconds(30), 5);
        FeedTester reading = new FeedTester(list, new TestClock(NOON), Duration.ofMinutes(1));

        FeedPage first = reading.feed().next().orElseThrow();
        FeedPage again = reading.feed().next().orElseThrow();
        FeedPage afterRestart = reading.restart().feed().next().orElseThrow();

        assertThat(again).isSameAs(first);
        assertThat(afterRestart.id()).isEqualTo(first.id());
    }

    @Test
    void redeliversThePageInFlightUnchangedAfterARestart() throws Exception {
        FakeList list = new FakeList();
        for (int second = 1; second < 3600; second += 2) {
            list.add(NOON.minusSeconds(second));
        }
        FeedTester reading = new FeedTester(list, new TestClock(NOON), Duration.ofHours(1)).until(NOON.minusSeconds(60));
        int pages = 0;
        while (reading.feed().next().isPresent()) {
            FeedPage inFlight = reading.feed().next().orElseThrow();

            FeedPage again = reading.restart().feed().next().orElseThrow();

            assertThat(again.id()).as("page %d", pages++).isEqualTo(inFlight.id());
            assertThat(again.page()).isEqualTo(inFlight.page());
            reading.feed().acknowledge(again);
        }
        assertThat(pages).isGreaterThan(90);
    }

    @Test
    void keepsTheFirstStartTimeWhenTheProcessEndsBeforeTheFirstPage() throws Exception {
        FakeList list = new FakeList();
        String uuid = list.add(NOON.minus(Duration.ofHours(23)));
        TestClock clock = new TestClock(NOON);
        FeedTester first = new FeedTester(list, clock, Duration.ofHours(24));
        first.feed();

        clock.advance(Duration.ofHours(4));
        FeedTester second = new FeedTester(list, clock, clock.instant().minus(Duration.ofHours(24)), first.store);
        second.poll();

        assertThat(second.delivered).containsExactly(uuid);
    }

    @Test
    void deliversNoFurtherPageWhileTheWatermarkCannotBeWritten() throws Exception {
        FakeList list = new FakeList();
        List<String> uuids = new ArrayList<>(list.add(NOON.minusSeconds(30), 5));
        uuids.addAll(list.add(NOON.minusSeconds(3700), 5));
        boolean[] full = { false };
        MemoryWatermarkStore memory = new MemoryWatermarkStore();
        WatermarkStore disk = new WatermarkStore() {

            @Override
            public Optional<String> load() {
                return memory.load();
            }

            @Override
            public void save(String line) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
                memory.save(line);
            }
        };
        FeedTester reading = new FeedTester(list, new TestClock(NOON), NOON.minusSeconds(7200), disk);
        FeedPage first = reading.feed().next().orElseThrow();
        full[0] = true;

        assertThatThrownBy(() -> reading.feed().acknowledge(first)).hasMessageContaining("No space");
        assertThatThrownBy(() -> reading.feed().next()).hasMessageContaining("No space");
        full[0] = false;
        reading.process(first);
        reading.poll();

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }
}
