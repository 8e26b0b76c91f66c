package io.github.camelplivo.mdr.benchmarks;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * {@link Walk#GREATEST_TIME}: its position is the greatest {@code message_time} that it has seen. Each poll requests
 * all later records, pages by offset, and ends with a page that is not full.
 */
final class GreatestTimeWalk {

    private static final int PAGE_SIZE = 20;
    /** As long as the feed, which waits for {@code settle}. */
    private static final int SECONDS_AFTER_END = 15;

    private GreatestTimeWalk() {
    }

    /** Polls every second. */
    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
        CloseableHttpClient http = HttpClients.createDefault();
        Instant end = Instant.parse(task.plivo().end()).plusSeconds(SECONDS_AFTER_END);
        CountDownLatch never = new CountDownLatch(1);
        Instant position = poll(http, task.plivo().url(), Instant.parse(task.plivo().start()), uuids);
        while (Instant.now().isBefore(end)) {
            never.await(1, TimeUnit.SECONDS);
            position = poll(http, task.plivo().url(), position, uuids);
        }
        return http;
    }

    /** @return the next position */
    private static Instant poll(CloseableHttpClient http, String url, Instant position, Consumer<String> uuids)
            throws Exception {
        Instant greatest = position;
        int offset = 0;
        JsonNode records;
        do {
            records = BareWalk.page(
                    http, url + RouteWalk.LIST + "&offset=" + offset + "&message_time__gt=" + RouteWalk.time(position))
                    .get("objects");
            for (JsonNode record : records) {
                uuids.accept(record.get("message_uuid").textValue());
                Instant time = OffsetDateTime.parse(record.get("message_time").textValue().replace(' ', 'T')).toInstant();
                greatest = time.isAfter(greatest) ? time : greatest;
            }
            offset += records.size();
        } while (records.size() == PAGE_SIZE);
        return greatest;
    }
}
