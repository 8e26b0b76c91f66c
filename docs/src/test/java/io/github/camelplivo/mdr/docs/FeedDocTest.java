package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The watermark in how-the-feed-works.md equals the one that a feed writes after the first page of a window. */
class FeedDocTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void showsAWatermarkInTheMiddleOfAWindow() throws Exception {
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        FeedSettings settings = new FeedSettings(
                "MAXXXXXXXXXXXXXXXXXX;message_direction:outbound", NOON.minusSeconds(60), null, Duration.ofSeconds(15),
                Duration.ofSeconds(60));
        try (Feed feed = new Feed(
                settings, FeedDocTest::page, store, new MemoryVersions(), Runnable::run, Clock.fixed(NOON, ZoneOffset.UTC),
                System::nanoTime)) {
            feed.acknowledge(feed.next().orElseThrow());
        }

        assertThat(Files.readString(Snippet.DOCS.resolve("how-the-feed-works.md"))).contains(store.load().orElseThrow());
    }

    /** 44 rows, one a second, the newest sixteen seconds before noon. */
    private static MdrPage page(SweepId sweep, PageRequest request) throws IOException {
        Window window = request.window();
        int offset = request.offset();
        ObjectMapper json = new ObjectMapper();
        ObjectNode response = json.createObjectNode();
        ArrayNode objects = response.putArray("objects");
        int row = -1;
        for (int second = 16; second < 60; second++) {
            Instant time = NOON.minusSeconds(second);
            if (!time.isBefore(window.from()) && time.isBefore(window.to())
                    && ++row >= offset && row < offset + PageSource.PAGE_SIZE) {
                objects.addObject().put("message_uuid", "uuid-%05d".formatted(second - 16))
                        .put("message_time", time.toString().replace('T', ' ').replace("Z", "+00:00"));
            }
        }
        response.putObject("meta").put("limit", PageSource.PAGE_SIZE).put("offset", offset)
                .put("next", row >= offset + PageSource.PAGE_SIZE ? "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/" : null);
        return MdrPage.parse(json.writeValueAsBytes(response));
    }
}
