package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The feed continues at its watermark, or reports why it cannot; it never silently starts over. */
class WatermarkTest {

    @TempDir
    Path folder;

    private final FakeList list = new FakeList();
    private final TestClock clock = new TestClock(NOON);

    @Test
    void continuesAfterARestart() throws Exception {
        list.add(NOON.minusSeconds(30), 45);
        String late;
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            new FeedTester(list, clock, NOON.minusSeconds(60), store).poll();
        }
        clock.advance(Duration.ofMinutes(10));
        late = list.add(NOON.plusSeconds(200));

        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            assertThat(new FeedTester(list, clock, NOON.minusSeconds(60), store).poll().delivered).containsExactly(late);
        }
    }

    @Test
    void isOneLineOfJson() throws Exception {
        for (int second = 16; second < 60; second++) {
            list.add(NOON.minusSeconds(second));
        }
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            FeedTester reading = new FeedTester(list, clock, NOON.minusSeconds(60), store);
            reading.feed().acknowledge(reading.feed().next().orElseThrow());
        }

        // the newest twenty were delivered; the second of the twentieth, and the one after it, are read again
        assertThat(Files.readString(file())).isEqualTo(
                "{\"version\":1,\"key\":\"test\",\"sweeps\":{\"live\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"},"
                                                       + "\"backfill\":{\"start\":\"2026-11-21T11:59:00Z\",\"cursor\":\"2026-11-21T11:59:00Z\",\"end\":\"2026-11-21T12:00:00Z\","
                                                       + "\"windowEnd\":\"2026-11-21T11:59:45Z\",\"remaining\":\"2026-11-21T11:59:27Z\","
                                                       + "\"delivered\":[\"uuid-00018\",\"uuid-00019\"]}}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "\n", "{\"version\":1,\"key\":\"te", "{\"version\":1,\"key\":\"te\n", "lock\n", "[]\n", "null\n", "{}\n",
            "{\"version\":1,\"key\":\"test\",\"sweeps\":{}}\n",
            "{\"version\":1,\"key\":\"test\",\"sweeps\":{\"live\":null,\"backfill\":null}}\n",
            "{\"version\":2,\"key\":\"test\",\"sweeps\":{\"live\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"},\"backfill\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"}}}\n",
            "{\"version\":1,\"key\":\"test\",\"sweeps\":{\"live\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"yesterday\"},\"backfill\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"}}}\n",
            "{\"version\":1,\"key\":\"test\",\"sweeps\":{\"live\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"},\"backfill\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"},\"recheck soon\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"}}}\n",
            "{\"version\":1,\"key\":\"test\",\"sweeps\":{\"live\":{},\"backfill\":{\"start\":\"2026-11-21T12:00:00Z\",\"cursor\":\"2026-11-21T12:00:00Z\"}}}\n" })
    void refusesAFileThatIsTornOrIsNoWatermark(String content) throws Exception {
        Files.writeString(file(), content);

        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            assertThatThrownBy(() -> new FeedTester(list, clock, NOON, store).feed())
                    .isInstanceOf(IOException.class).hasMessageContaining(file().toString());
        }
        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void refusesTheWatermarkOfAnotherFeed() throws Exception {
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            FeedSettings other = new FeedSettings("another account", NOON, null, FeedTester.SETTLE, FeedTester.PERIOD);
            TestFeeds.open(other, list, store, clock).refreshClock();

            assertThatThrownBy(() -> new FeedTester(list, clock, NOON, store).feed())
                    .hasMessageContaining("'another account'").hasMessageContaining("'test'")
                    .hasMessageContaining("watermarkKey");
        }
    }

    @Test
    void keepsASecondFeedOutOfTheFile() throws Exception {
        try (FileWatermarkStore open = new FileWatermarkStore(file())) {
            assertThatThrownBy(() -> new FileWatermarkStore(file()))
                    .isInstanceOf(IOException.class).hasMessageContaining("in use by another feed")
                    .hasMessageContaining(open.toString());
        }
        new FileWatermarkStore(file()).close();
    }

    @Test
    void reportsAFileThatCannotBeReadOrWritten() throws Exception {
        Files.createDirectory(file());
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            assertThatThrownBy(store::load).isInstanceOf(IOException.class)
                    .hasMessageContaining(file().toString()).hasMessageContaining("cannot be read");
            assertThatThrownBy(() -> store.save("x")).isInstanceOf(IOException.class)
                    .hasMessageContaining(file().toString()).hasMessageContaining("cannot be written");
        }
    }

    @Test
    void saysThatARootIsNoFile() {
        Path root = folder.getRoot();

        assertThatThrownBy(() -> new FileWatermarkStore(root)).isInstanceOf(IOException.class)
                .hasMessageContaining("watermarkFile " + root + " cannot be opened").hasMessageContaining("root");
    }

    @Test
    void makesTheFolder() throws Exception {
        try (FileWatermarkStore store = new FileWatermarkStore(folder.resolve("a/b/mdr.watermark"))) {
            store.save("line");
            assertThat(store.load()).contains("line");
        }
    }

    /**
     * Camel stops a consumer by interrupting its thread; with channels that would close the file in the middle of the
     * write.
     */
    @Test
    void isWrittenAlsoByAnInterruptedThread() throws Exception {
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            Thread.currentThread().interrupt();
            store.save("line");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.load()).contains("line");
        }
    }

    /** The remains of a killed write are not the watermark. */
    @Test
    void ignoresATemporaryFile() throws Exception {
        try (FileWatermarkStore store = new FileWatermarkStore(file())) {
            store.save("line");
            Files.writeString(folder.resolve("mdr.watermark.tmp"), "half a li");
            assertThat(store.load()).contains("line");
            store.save("next line");
            assertThat(store.load()).contains("next line");
        }
    }

    private Path file() {
        return folder.resolve("mdr.watermark");
    }
}
