package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** A time filter and an order that do not have the resolution of {@code message_time}. */
class TimeQuirkTest {

    private static final Instant SECOND = Instant.parse("2026-03-10T11:00:00Z");

    private PlivoSimulator plivo;
    private Reader reader;

    @AfterEach
    void stop() {
        plivo.close();
    }

    @Test
    void theFilterTruncatesBoundsToSeconds() {
        start(Quirk.TRUNCATES_FILTER_TO_SECONDS);
        add("a", 0);
        add("b", 400_000);
        add("c", 1_000_000);

        assertThat(reader.uuids("message_time__gte", "2026-03-10 11:00:00.9")).containsExactly("c", "b", "a");
        assertThat(reader.uuids("message_time__gt", "2026-03-10 11:00:00.9")).containsExactly("c", "b");
        assertThat(reader.uuids("message_time__lt", "2026-03-10 11:00:00.9")).isEmpty();
        assertThat(reader.uuids("message_time__lte", "2026-03-10 11:00:00.9")).containsExactly("a");
        assertThat(reader.uuids("message_time", "2026-03-10 11:00:01.4")).containsExactly("c");
    }

    @Test
    void theFilterTruncatesBoundsToMilliseconds() {
        start(Quirk.TRUNCATES_FILTER_TO_MILLISECONDS);
        add("a", 500_000);
        add("b", 500_400);
        add("c", 501_000);

        assertThat(reader.uuids("message_time__gte", "2026-03-10 11:00:00.500999")).containsExactly("c", "b", "a");
        assertThat(reader.uuids("message_time__lt", "2026-03-10 11:00:00.500999")).isEmpty();
        assertThat(reader.uuids("message_time__lt", "2026-03-10 11:00:00.501")).containsExactly("b", "a");
    }

    @Test
    void theFilterRoundsTimesToTheNearestSecond() {
        start(Quirk.FILTERS_ROUNDED_TIMES);
        add("a", -500_001);
        add("b", -500_000);
        add("c", 499_999);
        add("d", 500_000);

        assertThat(reader.uuids("message_time", "2026-03-10 11:00:00")).containsExactly("c", "b");
        assertThat(reader.uuids("message_time__gt", "2026-03-10 11:00:00")).containsExactly("d");
        assertThat(reader.uuids("message_time__lt", "2026-03-10 11:00:00.1", "message_time__gte", "2026-03-10 10:59:59.1"))
                .containsExactly("c", "b");
        assertThat(reader.uuids()).as("no bounds").containsExactly("d", "c", "b", "a");
    }

    @Test
    void theOrderInsideASecondIsThatOfTheUuids() {
        start(Quirk.ORDERS_BY_SECOND);
        addThreeSeconds();

        assertThat(reader.uuids()).containsExactly("e", "a", "b", "c", "d");
        assertThat(reader.uuids("limit", "2", "offset", "1")).as("another page").containsExactly("a", "b");
        assertThat(reader.uuids("message_time__gte", "2026-03-10 11:00:00.2")).as("half a second").containsExactly("e", "a",
                "c");
    }

    @Test
    void eachListShufflesTheRowsOfASecond() {
        start(Quirk.SHUFFLES_SECONDS);
        addThreeSeconds();

        assertThat(orders()).hasSizeGreaterThan(5)
                .allSatisfy(order -> assertThat(order).startsWith("e").endsWith("d").contains("a", "b", "c"));
    }

    @Test
    void aQuirkCanBeginLater() {
        start();
        addThreeSeconds();
        assertThat(orders()).containsOnly(List.of("e", "c", "a", "b", "d"));

        plivo.begin(Quirk.ORDERS_BY_SECOND);
        assertThat(orders()).containsOnly(List.of("e", "a", "b", "c", "d"));
    }

    private void start(Quirk... quirks) {
        plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().shuffleTies(false).quirks(quirks).start();
        reader = new Reader(plivo);
    }

    /** Three rows in one second, one in the next and one in the previous. */
    private void addThreeSeconds() {
        add("a", 200_000);
        add("b", 100_000);
        add("c", 300_000);
        add("d", -1);
        add("e", 1_000_000);
    }

    private Set<List<String>> orders() {
        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            orders.add(new ArrayList<>(reader.uuids()));
        }
        return orders;
    }

    private void add(String uuid, long micros) {
        plivo.account().add(
                JsonNodeFactory.instance.objectNode().put("message_uuid", uuid), SECOND.plusNanos(1000 * micros), NOW);
    }
}
