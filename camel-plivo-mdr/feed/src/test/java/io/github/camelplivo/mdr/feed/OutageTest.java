package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A general outage is not a stretch that cannot be read, and vice versa. */
class OutageTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();
    private Exception everywhere;
    /** For lists that start between noon and a quarter past. */
    private Exception inTheQuarter;
    private Feed feed;
    private int delivered;

    private MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        boolean inside = request.window().from().isBefore(NOON.plusSeconds(900)) && request.window().to().isAfter(NOON);
        if (everywhere != null || inside && inTheQuarter != null) {
            throw everywhere == null ? inTheQuarter : everywhere;
        }
        return list.page(sweep, request);
    }

    private void open() throws IOException {
        feed = TestFeeds.open(
                new FeedSettings("test", NOON, null, FeedTester.SETTLE, MINUTE), this::page, new MemoryWatermarkStore(), clock);
    }

    private void polls(int count) throws Exception {
        for (int poll = 0; poll < count; poll++) {
            clock.advance(MINUTE);
            feed.refreshClock();
            try {
                for (var page = feed.next(); page.isPresent(); page = feed.next()) {
                    delivered += page.get().page().size();
                    feed.acknowledge(page.get());
                }
            } catch (IOException e) {
                // the next poll comes
            }
        }
    }

    private static MalformedPageException noPage() {
        return new MalformedPageException(new byte[0], "HTML", null, new IOException("HTML"));
    }

    private static UnavailableException serverError() {
        return new UnavailableException(new IOException("status 504"));
    }

    @Test
    void afterAnOutageTheNextPollReads() throws Exception {
        open();
        everywhere = noPage();
        polls(8 * 60);
        everywhere = null;
        list.add(clock.instant());
        polls(2);

        assertThat(delivered).isOne();
        assertThat(feed.progress().setAside()).isEmpty();
    }

    /** If no sweep has anything to read, the feed requests the newest record. */
    @Test
    void aFeedWithNothingToReadNoticesAnOutage() throws Exception {
        open();
        polls(3);
        everywhere = new UnavailableException(new IOException("status 503"));
        // the clock is set back: nothing settles for ten minutes
        clock.jump(Duration.ofMinutes(-10));
        clock.advance(MINUTE);
        feed.refreshClock();

        assertThatThrownBy(feed::next).isInstanceOf(IOException.class).hasMessage("status 503");
    }

    /** A limit and a wrong token concern every list, even if another one happens to succeed. */
    @Test
    void aLimitSetsNothingAside() throws Exception {
        open();
        inTheQuarter = new IOException("status 429");
        polls(60);

        assertThat(feed.progress().setAside()).isEmpty();
        assertThat(feed.progress().live().failure()).isEqualTo("status 429");
    }

    @Test
    void anErrorOfTheServerSetsAsideAfterTwoPolls() throws Exception {
        open();
        polls(1);
        inTheQuarter = serverError();
        polls(2);
        assertThat(feed.progress().setAside()).isEmpty();
        polls(1);
        assertThat(feed.progress().setAside()).hasSize(1);
        list.add(NOON.plusSeconds(100));
        inTheQuarter = null;
        polls(61);

        assertThat(feed.progress().setAside()).isEmpty();
        assertThat(delivered).isOne();
    }

    @Test
    void oneWarningForAllStretchesOfOneTrouble() throws Exception {
        try (LogLines log = new LogLines()) {
            open();
            polls(1);
            inTheQuarter = noPage();
            polls(14);

            assertThat(feed.progress().setAside()).isNotEmpty();
            assertThat(log.all(SetAsideStretches.class, Level.WARN)).hasSize(1);
        }
    }

    /** After a restart too: it has not failed yet in this process. */
    @Test
    void aStretchThatIsBeingReadIsNoOutage() throws Exception {
        open();
        polls(1);
        inTheQuarter = noPage();
        polls(14);
        FeedStatusTracker tracker = new FeedStatusTracker(feed, clock, clock::nanoTime);
        assertThat(tracker.status().outages()).isNotEmpty().allMatch(outage -> outage.sweep().failingSince() != null);

        inTheQuarter = null;
        polls(61);
        assertThat(tracker.status().outages()).isEmpty();
    }

    @Test
    void aListThatWaitsForItsResponseIsCounted() throws Exception {
        AtomicLong silent = new AtomicLong(-1);
        list.beforeEach(request -> {
            clock.advance(Duration.ofHours(1));
            silent.set(clock.nanoTime() - feed.requestedAt());
        });
        open();
        list.add(NOON);
        polls(1);

        assertThat(silent.get()).isZero();
    }

    /** 60 records a second, 20 a list: the first window takes minutes. */
    @Test
    void arrivalsAreKnownBeforeTheFirstWindowIsComplete() throws Exception {
        for (int second = 0; second < 40; second++) {
            list.add(NOON.plusSeconds(second), 60);
        }
        open();
        clock.advance(MINUTE);
        feed.refreshClock();
        for (int page = 0; page < 30; page++) {
            feed.acknowledge(feed.next().orElseThrow());
        }

        assertThat(feed.progress().live().rows()).isZero();
        assertThat(feed.progress().live().density()).isBetween(30.0, 90.0);
    }
}
