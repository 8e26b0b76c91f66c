package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Versions are kept for as long as their records may be read again, and no longer. */
class MemoryVersionsTest {

    private static final int MANY = 200_000;

    private final MemoryVersions versions = new MemoryVersions();

    @Test
    void forgetsARecordOfUnreadableTimeWithItsNeighbours() throws Exception {
        versions.forget(NOON.minus(Duration.ofHours(26)));
        versions.add(List.of(record("a", NOON.toString()), record("b", "yesterday"), record("c", null)));

        versions.forget(NOON);
        assertThat(List.of(versions.contains(record("b", "yesterday")), versions.contains(record("c", null))))
                .containsOnly(true);

        versions.forget(NOON.plus(Duration.ofHours(1)));
        assertThat(versions.size()).isZero();
        assertThat(versions.contains(record("b", "yesterday"))).isFalse();
    }

    @Test
    void forgetsAPageOfUnreadableTimesWithTheNewestHourThatIsKnown() throws Exception {
        versions.forget(NOON.minus(Duration.ofHours(26)));
        versions.add(List.of(record("a", NOON.toString())));
        versions.add(List.of(record("b", "yesterday")));

        versions.forget(NOON);
        assertThat(versions.size()).isEqualTo(2);
        versions.forget(NOON.plus(Duration.ofHours(1)));
        assertThat(versions.size()).isZero();
    }

    @Test
    void doesNotGrowWhereNoTimeCanBeRead() throws Exception {
        for (int hour = 0; hour < 100; hour++) {
            versions.forget(NOON.plus(Duration.ofHours(hour)));
            versions.add(IntStream.range(hour * 20, hour * 20 + 20).mapToObj(i -> record("uuid-" + i, "?")).toList());
        }

        assertThat(versions.size()).isEqualTo(20);
    }

    /** The figure of guarantees.md. */
    @Test
    void aVersionTakes70To90Bytes() throws Exception {
        versions.forget(NOON);
        long before = used();
        for (int i = 0; i < MANY; i++) {
            versions.add(List.of(record("uuid-" + i, NOON.toString())));
        }
        long bytes = (used() - before) / MANY;

        assertThat(versions.size()).isEqualTo(MANY);
        assertThat(bytes).isBetween(64L, 96L);
    }

    /**
     * Collects until no more memory is freed: garbage of earlier tests disappears only with the second or third
     * collection.
     */
    private static long used() {
        long used = Long.MAX_VALUE;
        for (long before = 0; Math.abs(before - used) > 100_000;) {
            before = used;
            System.gc();
            used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
        return used;
    }

    private static MessageDetailRecord record(String uuid, String time) {
        return MessageDetailRecord.parse(
                "{\"message_uuid\":\"" + uuid + "\"" + (time == null ? "" : ",\"message_time\":\"" + time + "\"") + "}");
    }
}
