package io.github.camelplivo.mdr.feed;

import java.util.List;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Story: an idempotent consumer drops pages whose id it knows. After a crash it must drop a page that is redelivered,
 * and must not drop one with a record that has changed meanwhile.
 */
class FeedPageIdTest {

    private static final Window WINDOW = new Window(NOON.minusSeconds(60), NOON);

    @Test
    void isThirtyTwoHexDigitsThatStayTheSameForEver() {
        assertThat(id(SweepId.LIVE, WINDOW, true, "a sent", "b sent")).matches("[0-9a-f]{32}")
                .isEqualTo("58a033230d497f6176d1a2ecb46f32f9");
        assertThat(id(SweepId.LIVE, WINDOW, false, "a sent", "b sent")).matches("[0-9a-f]{32}")
                .isEqualTo("d786ea64b83ace343e85e03bfae5aff9");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void isOfTheSweepTheWindowAndTheUuidsInAnyOrder(boolean versions) {
        String id = id(SweepId.LIVE, WINDOW, versions, "a sent", "b sent");

        assertThat(id(SweepId.LIVE, WINDOW, versions, "b sent", "a sent")).isEqualTo(id);
        assertThat(id(SweepId.BACKFILL, WINDOW, versions, "a sent", "b sent")).isNotEqualTo(id);
        assertThat(id(SweepId.LIVE, new Window(NOON.minusSeconds(61), NOON), versions, "a sent", "b sent")).isNotEqualTo(id);
        assertThat(id(SweepId.LIVE, WINDOW, versions, "a sent")).isNotEqualTo(id);
        assertThat(id(SweepId.LIVE, WINDOW, versions, "a sent", "c sent")).isNotEqualTo(id);
    }

    @Test
    void isOfTheStateOfRecordsWhereVersionsAreRemembered() {
        assertThat(id(SweepId.LIVE, WINDOW, true, "a sent")).isNotEqualTo(id(SweepId.LIVE, WINDOW, true, "a delivered"));
        assertThat(id(SweepId.LIVE, WINDOW, false, "a sent")).isEqualTo(id(SweepId.LIVE, WINDOW, false, "a delivered"));
    }

    private static String id(SweepId sweep, Window window, boolean versions, String... records) {
        List<MessageDetailRecord> rows = Stream.of(records).map(record -> record.split(" "))
                .map(record -> MessageDetailRecord.parse(
                        "{\"message_uuid\":\"" + record[0] + "\",\"message_state\":\"" + record[1] + "\"}"))
                .toList();
        return FeedPage.of(sweep, window, MdrPage.of(rows), versions).id();
    }
}
