package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Windows that are read ahead are delivered in order, but sooner, and within the memory limit. */
class ReadAheadTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final int RECORDS = 10_000;

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void deliversEveryRecordOnceWindowAfterWindow() throws Exception {
        backlog();
        FeedTester reading = read(8);

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(RECORDS);
        List<Window> windows = reading.windows();
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).from()).isAfterOrEqualTo(windows.get(i - 1).to());
        }
    }

    @Test
    void spendsHardlyMoreRequestsThanThereArePages() throws Exception {
        backlog();
        read(16);

        // towards the end windows are short, and the last page of each is not full
        assertThat(list.requests()).isLessThanOrEqualTo((int) (1.12 * RECORDS / 20));
    }

    /** After weeks without records a window would contain the whole backlog, and nothing could be read concurrently. */
    @Test
    void dividesAWindowWithFarTooManyRecords() throws Exception {
        backlog();
        FeedTester reading = new FeedTester(list, clock, Duration.ofDays(60)).until(NOON).windows(16);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        reading.poll();

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(RECORDS);
        assertThat(reading.windows()).hasSizeGreaterThan(6);
        assertThat(list.requests()).isLessThanOrEqualTo((int) (1.12 * RECORDS / 20) + 40);
    }

    @Test
    void doesNotReadAheadWithoutABacklog() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ofDays(90)).until(NOON).windows(16);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        reading.poll();

        assertThat(list.requests()).isLessThan(30);
    }

    @Test
    void holdsNoMoreBytesThanAllowed() throws Exception {
        backlog();
        // a burst that no window was made for
        for (int i = 0; i < 20_000; i++) {
            list.add(NOON.minus(Duration.ofHours(3)).plusMillis(i * 80L));
        }
        int allowed = 256 << 10;
        long[] held = new long[2];
        FeedSettings settings = new FeedSettings(
                "test", NOON.minus(DAY), NOON, FeedTester.SETTLE, FeedTester.PERIOD, List.of(), 4, allowed, false, null);
        List<String> delivered = new ArrayList<>();
        try (Feed feed = new Feed(settings, (sweep, request) -> {
            MdrPage page = list.page(sweep, request);
            held[0] += page.responseBytes();
            held[1] = Math.max(held[1], held[0]);
            return page;
        }, new MemoryWatermarkStore(), DeliveredVersions.none(), Runnable::run, clock, clock::nanoTime)) {
            clock.advance(Duration.ofMinutes(1));
            feed.refreshClock();
            for (var page = feed.next(); page.isPresent(); page = feed.next()) {
                held[0] -= page.get().page().responseBytes();
                page.get().page().forEach(record -> delivered.add(record.getMessageUuid()));
                feed.acknowledge(page.get());
            }
        }

        assertThat(delivered).doesNotHaveDuplicates().hasSize(RECORDS + 20_000);
        // a page without a new record is not delivered: at most one a window, which are more than a hundred pages
        assertThat(held[1]).isBetween(allowed / 2L, allowed + allowed / 4L);
        assertThat(list.requests()).isLessThanOrEqualTo((int) (1.12 * (RECORDS + 20_000) / 20));
    }

    /** A recheck waits until it has enough records; by then it may have started. */
    @Test
    void readsAheadForARecheckWithoutDelayingOthers() throws Exception {
        SweepId recheck = SweepId.recheck(Duration.ofMinutes(10));
        for (int second = 0; second < 7200; second++) {
            list.add(NOON.plusSeconds(second));
        }
        FeedTester reading = new FeedTester(list, clock, NOON, new MemoryWatermarkStore()).windows(4).rechecking(recheck.age());
        reading.feed();
        for (int poll = 1; poll <= 20; poll++) {
            clock.advance(Duration.ofSeconds(35 * poll));
            reading.poll();
            Instant cursor = reading.feed().progress().sweeps().stream().filter(sweep -> sweep.name().equals(recheck))
                    .findFirst().orElseThrow().cursor();

            assertThat(list.received()).filteredOn(request -> request.sweep().equals(recheck))
                    .allSatisfy(request -> assertThat(request.window().to()).isBeforeOrEqualTo(cursor));
        }

        assertThat(list.received()).filteredOn(request -> request.sweep().equals(recheck)).isNotEmpty();
    }

    /** From the first request ahead on, requests wait for each other, so they continue only if all are in flight. */
    @Test
    void hasAsManyConcurrentRequestsAsWindows() throws Exception {
        backlog();
        Thread poller = Thread.currentThread();
        AtomicBoolean ahead = new AtomicBoolean();
        CountDownLatch four = new CountDownLatch(4);
        SweepPageSource source = (sweep, request) -> {
            if (ahead.get() || Thread.currentThread() != poller) {
                ahead.set(true);
                four.countDown();
                assertThat(four.await(20, TimeUnit.SECONDS)).as("four requests under way").isTrue();
            }
            synchronized (list) {
                return list.page(sweep, request);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<String> delivered = new ArrayList<>();
        try (Feed feed = new Feed(
                new FeedSettings("test", NOON.minus(DAY), NOON, FeedTester.SETTLE, FeedTester.PERIOD, List.of(), 4, false),
                source,
                new MemoryWatermarkStore(), new MemoryVersions(), threads, clock, clock::nanoTime)) {
            clock.advance(Duration.ofMinutes(1));
            delivered.addAll(TestFeeds.poll(feed));
        } finally {
            threads.shutdownNow();
        }

        assertThat(four.getCount()).isZero();
        assertThat(delivered).doesNotHaveDuplicates().hasSize(RECORDS);
    }

    @Test
    void continuesAfterFailuresAnywhere() throws Exception {
        backlog();
        list.beforeEach(request -> {
            if (request % 7 == 0) {
                throw new IOException("connection reset");
            }
        });
        FeedTester reading = new FeedTester(list, clock, DAY).until(NOON).windows(8);
        reading.feed();
        while (!reading.feed().isFinished()) {
            clock.advance(Duration.ofMinutes(1));
            try {
                reading.poll();
            } catch (IOException e) {
                // the next poll comes
            }
        }

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(RECORDS);
    }

    /** Records that were read ahead are not yet delivered: after a restart they are read again. */
    @Test
    void losesNoPrefetchedRecordAtARestart() throws Exception {
        backlog();
        FeedTester reading = new FeedTester(list, clock, DAY).until(NOON).windows(8);
        reading.feed();
        clock.advance(Duration.ofMinutes(1));
        int pages = 0;
        while (!reading.feed().isFinished()) {
            reading.feed().refreshClock();
            var page = reading.feed().next();
            if (page.isPresent()) {
                reading.process(page.get());
                reading.feed().acknowledge(page.get());
            }
            if (++pages % 50 == 0) {
                reading.restart();
            }
        }

        assertThat(reading.delivered).doesNotHaveDuplicates().hasSize(RECORDS);
    }

    /** The clock is fast while windows are read ahead, and correct when they are delivered. */
    @Test
    void doesNotSkipSecondsThatWereInTheFutureWhenTheyWereReadAhead() throws Exception {
        for (int i = 0; i < RECORDS; i++) {
            list.add(NOON.minusSeconds(1000).plusMillis(i * 100L));
        }
        Deque<Runnable> later = new ArrayDeque<>();
        Feed feed = new Feed(
                new FeedSettings(
                        "test", NOON.minusSeconds(1000), null, FeedTester.SETTLE, FeedTester.PERIOD, List.of(), 8, false),
                list,
                new MemoryWatermarkStore(), new MemoryVersions(), later::add, clock, clock::nanoTime);
        clock.advance(Duration.ofSeconds(600));
        feed.refreshClock();
        List<String> delivered = new ArrayList<>();
        while (later.size() < 4) {
            deliver(feed, delivered);
        }
        // the clock was far ahead, and the assumed past is not listed yet
        List<FakeList.Row> future = list.hideFrom(NOON.minusSeconds(850));
        clock.advance(Duration.ofSeconds(-1450));
        later.forEach(Runnable::run);
        clock.advance(Duration.ofSeconds(1450));
        list.show(future);
        for (int poll = 0; poll < 5; poll++) {
            feed.refreshClock();
            while (deliver(feed, delivered)) {
                later.forEach(Runnable::run);
            }
            clock.advance(Duration.ofSeconds(60));
        }

        assertThat(delivered).doesNotHaveDuplicates().hasSize(RECORDS);
    }

    private static boolean deliver(Feed feed, List<String> delivered) throws Exception {
        var page = feed.next();
        if (page.isPresent()) {
            page.get().page().forEach(r -> delivered.add(r.getMessageUuid()));
            feed.acknowledge(page.get());
        }
        return page.isPresent();
    }

    /** A thread that never runs, as in a pool that is shut down or busy. */
    @Test
    void readsItselfAWindowThatWasNotReadAhead() throws Exception {
        backlog();
        Deque<Runnable> never = new ArrayDeque<>();
        Feed feed = new Feed(
                new FeedSettings("test", NOON.minus(DAY), NOON, FeedTester.SETTLE, FeedTester.PERIOD, List.of(), 4, false),
                list,
                new MemoryWatermarkStore(), new MemoryVersions(), never::add, clock, clock::nanoTime);
        clock.advance(Duration.ofMinutes(1));
        feed.refreshClock();
        List<String> delivered = new ArrayList<>();
        for (var page = feed.next(); page.isPresent(); page = feed.next()) {
            page.get().page().forEach(r -> delivered.add(r.getMessageUuid()));
            feed.acknowledge(page.get());
        }
        int requests = list.requests();
        never.forEach(Runnable::run);

        assertThat(delivered).doesNotHaveDuplicates().hasSize(RECORDS);
        assertThat(list.requests()).as("a read that comes too late sends no request").isEqualTo(requests);
    }

    @Test
    void readsNothingAheadOnceItIsClosed() throws Exception {
        backlog();
        Deque<Runnable> later = new ArrayDeque<>();
        Feed feed = new Feed(
                new FeedSettings("test", NOON.minus(DAY), NOON, FeedTester.SETTLE, FeedTester.PERIOD, List.of(), 4, false),
                list,
                new MemoryWatermarkStore(), new MemoryVersions(), later::add, clock, clock::nanoTime);
        clock.advance(Duration.ofMinutes(1));
        feed.refreshClock();
        while (later.isEmpty()) {
            feed.acknowledge(feed.next().orElseThrow());
        }
        feed.close();
        int requests = list.requests();
        later.forEach(Runnable::run);

        assertThat(list.requests()).isEqualTo(requests);
        assertThatThrownBy(() -> feed.acknowledge(feed.next().orElseThrow())).isInstanceOf(IOException.class);
    }

    private void backlog() {
        for (int i = 0; i < RECORDS; i++) {
            list.add(NOON.minusMillis(1 + i * 8_600L));
        }
    }

    private FeedTester read(int windows) throws Exception {
        TestClock time = new TestClock(NOON);
        FeedTester reading = new FeedTester(list, time, DAY).until(NOON).windows(windows);
        reading.feed();
        time.advance(Duration.ofMinutes(1));
        return reading.poll();
    }
}
