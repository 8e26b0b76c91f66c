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
        assertThat(versions.count()).isEqualTo(0);
        assertThat(versions.contains(record("b", "yesterday"))).isFalse();
    }

    @Test
    void forgetsAPageOfUnreadableTimesWithTheNewestHourThatIsKnown() throws Exception {
        versions.forget(NOON.minus(Duration.ofHours(26)));
        versions.add(List.of(record("a", NOON.toString())));
        versions.add(List.of(record("b", "yesterday")));

        versions.forget(NOON);
        assertThat(versions.count()).isEqualTo(2);
        versions.forget(NOON.plus(Duration.ofHours(1)));
        assertThat(versions.count()).isEqualTo(0);
    }

    @Test
    void doesNotGrowWhereNoTimeCanBeRead() throws Exception {
        for (int hour = 0; hour < 100; hour++) {
            versions.forget(NOON.plus(Duration.ofHours(hour)));
            versions.add(IntStream.range(hour * 20, hour * 20 + 20).mapToObj(i -> record("uuid-" + i, "?")).toList());
        }

        assertThat(versions.count()).isEqualTo(20);
    }

    @Test
    void aVersionIsCountedOnce() throws Exception {
        versions.add(List.of(record("a", NOON.toString()), record("b", "yesterday")));
        versions.add(List.of(record("a", NOON.toString()), record("b", "yesterday")));

        assertThat(versions.count()).isEqualTo(2);
    }

    /** The figures of guarantees.md. */
    @Test
    void aVersionTakesAtMost32BytesOrIsTheOnlyOneOfItsHour() throws Exception {
        for (int i = 0; i < MANY; i++) {
            versions.add(List.of(record("uuid-" + i, NOON.toString())));
        }
        assertThat(versions.count()).isEqualTo(MANY);
        assertThat(versions.bytes()).isLessThanOrEqualTo(32L * MANY);

        versions.forget(NOON.plus(Duration.ofHours(1)));
        assertThat(versions.bytes()).isZero();
        for (int hour = 1; hour <= 1000; hour++) {
            versions.add(List.of(record("uuid-" + hour, NOON.plus(Duration.ofHours(hour)).toString())));
        }
        assertThat(versions.bytes()).isEqualTo(64L * 1000);
    }

    private static MessageDetailRecord record(String uuid, String time) {
        return MessageDetailRecord.parse(
                "{\"message_uuid\":\"" + uuid + "\"" + (time == null ? "" : ",\"message_time\":\"" + time + "\"") + "}");
    }
}
