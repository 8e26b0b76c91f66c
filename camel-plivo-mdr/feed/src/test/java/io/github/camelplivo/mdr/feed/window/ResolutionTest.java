package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.LogLines;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Microseconds count after a proof, and never again after a counterexample. */
class ResolutionTest {

    private final Resolution resolution = new Resolution();

    @Test
    void sixtyFourPairsOfNeighboursProveTheOrder() {
        resolution.observe(second(NOON, 64));
        assertThat(resolution.isMicroseconds()).as("63 pairs").isFalse();

        resolution.observe(second(NOON.minusSeconds(1), 2));

        assertThat(resolution.isMicroseconds()).as("64 pairs").isTrue();
    }

    /** An order by uuid is the same at every reading, and may be in the order of times by chance. */
    @Test
    void pairsThatAreReadAgainProveNothing() {
        for (int reading = 0; reading < 100; reading++) {
            resolution.observe(second(NOON, 8));
        }

        assertThat(resolution.isMicroseconds()).isFalse();
    }

    @Test
    void rowsOfOneTimeAndOfDifferentSecondsProveNothing() {
        resolution.observe(page(IntStream.range(0, 100).mapToObj(i -> NOON).toList()));
        resolution.observe(page(IntStream.range(0, 100).mapToObj(i -> NOON.minusSeconds(i)).toList()));

        assertThat(resolution.isMicroseconds()).isFalse();
    }

    @Test
    void oneCounterexampleInTheOrderIsForGood() {
        resolution.observe(second(NOON, 100));
        resolution.observe(page(List.of(NOON.minusSeconds(5).plusNanos(1_000), NOON.minusSeconds(5).plusNanos(2_000))));
        resolution.observe(second(NOON.plusSeconds(10), 1_000));

        assertThat(resolution.isMicroseconds()).isFalse();
        assertThat(resolution.isOrderDisproved()).isTrue();
    }

    @Test
    void oneCounterexampleInTheFilterIsForGood() {
        resolution.observe(second(NOON, 100));
        resolution.disproveFilter();
        resolution.observe(second(NOON.plusSeconds(10), 1_000));

        assertThat(resolution.isMicroseconds()).isFalse();
        assertThat(resolution.isOrderDisproved()).as("no page has hidden rows").isFalse();
    }

    @Test
    void logsEachTransitionOnce() {
        try (LogLines log = new LogLines()) {
            for (int second = 0; second < 5; second++) {
                resolution.observe(second(NOON.plusSeconds(second), 40));
            }
            for (int second = 0; second < 5; second++) {
                resolution.observe(page(List.of(NOON.plusSeconds(second), NOON.plusSeconds(second).plusNanos(1_000))));
            }

            assertThat(log.all(Resolution.class, Level.INFO)).hasSize(2);
        }
    }

    /** Rows of one second, each a microsecond older than the one before. */
    private static MdrPage second(Instant second, int rows) {
        return page(IntStream.range(0, rows).mapToObj(row -> second.plusNanos(1_000L * (rows - row))).toList());
    }

    private static MdrPage page(List<Instant> times) {
        List<MessageDetailRecord> records = new ArrayList<>();
        for (Instant time : times) {
            records.add(MessageDetailRecord.of(JsonNodeFactory.instance.objectNode().put("message_uuid", "u" + records.size())
                    .put("message_time", time.toString())));
        }
        return MdrPage.of(records);
    }
}
