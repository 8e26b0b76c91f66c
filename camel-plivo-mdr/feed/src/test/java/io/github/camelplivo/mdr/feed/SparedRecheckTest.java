package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** The records that rechecks may skip, and those that they must read. Found by the fault campaign. */
class SparedRecheckTest {

    private static final Duration YOUNG = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofMinutes(10);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();
    /** The sweep whose requests fail. */
    private SweepId failing;
    /** The sweep that receives a first page and then no valid one. */
    private SweepId unreadable;
    private int pages;
    private final List<String> delivered = new ArrayList<>();
    private Feed feed;

    private void open(Instant start, List<Duration> ages) throws IOException {
        FeedSettings settings = new FeedSettings("test", start, null, FeedTester.SETTLE, FeedTester.PERIOD, ages, 1, false);
        feed = TestFeeds.open(settings, (sweep, request) -> {
            if (sweep.equals(failing) || sweep.equals(unreadable) && pages++ > 0) {
                throw new MalformedPageException(new byte[0], "no page", null, new IOException("no page"));
            }
            return list.page(sweep, request);
        }, new MemoryWatermarkStore(), clock);
    }

    private void poll(Duration after) throws Exception {
        clock.advance(after);
        feed.refreshClock();
        try {
            for (var page = feed.next(); page.isPresent(); page = feed.next()) {
                page.get().page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add);
                feed.acknowledge(page.get());
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("no page");
        }
    }

    private Instant cursor(SweepId name) {
        return feed.progress().sweeps().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().cursor();
    }

    /** The window that could not be read is before the range that the next age does not take over. */
    @Test
    void continuesAfterAWindowThatWasSkippedBeforeItsFirstResponse() throws Exception {
        SweepId young = SweepId.recheck(YOUNG);
        list.add(NOON.plusSeconds(1));
        open(NOON, List.of(YOUNG, OLD));
        failing = young;
        poll(YOUNG.multipliedBy(2));
        failing = null;

        int before = list.received().size();
        poll(OLD.multipliedBy(2));
        Instant skipped = clock.instant().minus(OLD);
        poll(Duration.ofMinutes(1));

        assertThat(list.received().subList(before, list.received().size())).filteredOn(request -> request.sweep().equals(young))
                .isNotEmpty().allSatisfy(request -> assertThat(request.window().from()).isAfterOrEqualTo(skipped));
        assertThat(cursor(young)).isEqualTo(clock.instant().minus(YOUNG));
        assertThat(cursor(SweepId.recheck(OLD))).isAfter(NOON.plusSeconds(1));
        assertThat(delivered).hasSize(1);
    }

    /** A window is read newest first: its newest rows may be read long before its cursor passes them. */
    @Test
    void readsAgainYoungRecordsOfALongWindowOfTheBackfill() throws Exception {
        for (int second = 1; second <= 55; second++) {
            list.add(NOON.minusSeconds(second));
        }
        open(NOON.minusSeconds(58), List.of(YOUNG));
        clock.advance(Duration.ofSeconds(20));
        feed.refreshClock();
        FeedPage first = feed.next().orElseThrow();
        first.page().stream().map(MessageDetailRecord::getMessageUuid).forEach(delivered::add);
        feed.acknowledge(first);
        feed.pauseBackfill();
        // a record among them, which is found only if they are read again
        String late = list.add(NOON.minusSeconds(2));
        poll(YOUNG.multipliedBy(2));
        feed.resumeBackfill();

        poll(Duration.ofSeconds(10));
        poll(Duration.ofSeconds(10));

        assertThat(first.sweep()).isEqualTo(SweepId.BACKFILL);
        assertThat(delivered).contains(late).doesNotHaveDuplicates().hasSize(56);
    }

    /**
     * Memory forgets only versions that no recheck reads again, also if a recheck of a younger age is further back than
     * that of the oldest.
     */
    @Test
    void remembersVersionsThatARecheckInTheMiddleOfAWindowStillReads() throws Exception {
        SweepId young = SweepId.recheck(YOUNG);
        for (int second = 1; second <= 50; second++) {
            list.add(NOON.plusSeconds(second));
        }
        open(NOON, List.of(YOUNG, OLD));
        poll(Duration.ofSeconds(70));
        unreadable = young;
        poll(YOUNG);
        for (int minutes = 0; minutes < 150; minutes += 10) {
            poll(Duration.ofMinutes(10));
        }
        assertThat(cursor(SweepId.recheck(OLD))).isAfter(NOON.plus(Duration.ofHours(2)));
        assertThat(cursor(young)).isEqualTo(NOON);
        unreadable = null;

        poll(Duration.ofHours(1));

        assertThat(cursor(young)).isAfter(NOON);
        assertThat(delivered).hasSize(50).doesNotHaveDuplicates();
    }
}
