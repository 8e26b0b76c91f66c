package io.github.camelplivo.mdr.feed;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** The watermark and the tables that the documentation shows are those of the feed. */
class WatermarkDocTest {

    private static final Path PAGES = Path.of(System.getProperty("basedir", ""), "../../docs");

    @Test
    void showsAWatermarkAsItIs() throws Exception {
        TestClock clock = new TestClock(NOON);
        FakeList list = new FakeList();
        list.add(NOON.minusSeconds(70));
        list.add(NOON.minusSeconds(30), 3);
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        FeedSettings settings = new FeedSettings(
                "MAXXXXXXXXXXXXXXXXXX;message_direction:outbound", NOON.minusSeconds(90), null, FeedTester.SETTLE,
                FeedTester.PERIOD);
        Feed feed = TestFeeds.open(settings, list, store, clock);

        feed.acknowledge(feed.next().orElseThrow());
        FeedPage second = feed.next().orElseThrow();
        assertThat(second.page()).hasSize(3);
        feed.acknowledge(second);

        assertThat(Files.readString(PAGES.resolve("how-the-feed-works.md"))).as("the watermark in docs/how-the-feed-works.md")
                .contains(store.load().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void showsTheStatementOfEachDatabase(WatermarkTable table) throws Exception {
        assertThat(Files.readString(PAGES.resolve("database.md"))).contains("```sql\n" + table.ddl() + "\n```");
    }
}
