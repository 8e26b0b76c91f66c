package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.UnreadableRecords;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where no versions are remembered, the feed reads the uuid and the time of a record, and not its content. */
class ContentUnreadTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<MessageDetailRecord> records = Stream.of(10, 20, 30)
            .map(seconds -> UnreadableRecords.record("uuid-" + seconds, NOON.minusSeconds(seconds))).toList();

    @Test
    void aFeedComputesNoFingerprint() throws Exception {
        FeedSettings settings = new FeedSettings("key", NOON.minus(HOUR), null, Duration.ZERO, Duration.ofSeconds(60));

        try (Feed feed = TestFeeds.open(settings, (sweep, request) -> page(request), new MemoryWatermarkStore(),
                DeliveredVersions.none(), new TestClock(NOON))) {
            assertThat(TestFeeds.poll(feed)).containsExactly("uuid-10", "uuid-20", "uuid-30");
            assertThat(feed.progress().versions()).isZero();
        }
    }

    @Test
    void aRangeComputesNoFingerprint() throws Exception {
        RangeReader range = new RangeReader(new Window(NOON.minus(HOUR), NOON), this::page, new TestClock(NOON));
        List<MessageDetailRecord> read = new ArrayList<>();
        for (Optional<MdrPage> page = range.next(); page.isPresent(); page = range.next()) {
            read.addAll(page.get());
        }

        assertThat(read).extracting(MessageDetailRecord::getMessageUuid).containsExactly("uuid-10", "uuid-20", "uuid-30");
    }

    @Test
    void anAttemptWouldFail() {
        assertThatThrownBy(() -> records.get(0).fingerprint()).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> records.get(0).getUnits()).isInstanceOf(RuntimeException.class);
    }

    private MdrPage page(PageRequest request) {
        return MdrPage.of(records.stream().filter(record -> isIn(request.window(), record.getMessageTime().toInstant()))
                .skip(request.offset()).limit(request.limit()).toList());
    }

    private static boolean isIn(Window window, Instant time) {
        return !time.isBefore(window.from()) && time.isBefore(window.to());
    }
}
