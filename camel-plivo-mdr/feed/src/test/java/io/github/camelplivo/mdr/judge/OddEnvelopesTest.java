package io.github.camelplivo.mdr.judge;

import java.time.Duration;

import io.github.camelplivo.mdr.judge.VirtualPlivo.Envelope;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Half a response is not an empty list, unless this server always responds so. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class OddEnvelopesTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).listsAMinute(20);
    private final Subscriber subscriber = new Subscriber(time, plivo);

    private void aRecordEveryTenSecondsForHours() {
        for (int i = -720; i < 720; i++) {
            plivo.list.add(NOON.plusSeconds(10L * i + 3).plusNanos(1000L * (i + 1000)));
        }
        subscriber.startTime = NOON.minus(Duration.ofHours(2));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WHOLE")
    void emptyResponsesForTenMinutesLoseNothing(Envelope half) throws Exception {
        aRecordEveryTenSecondsForHours();
        subscriber.run(Duration.ofMinutes(1));
        // in the middle of the backfill
        plivo.mute(true).respondsIn(half);
        subscriber.run(Duration.ofMinutes(10));
        plivo.mute(false).respondsIn(Envelope.WHOLE);
        subscriber.run(Duration.ofMinutes(30));
        plivo.mute(true).respondsIn(half);
        subscriber.run(Duration.ofMinutes(10));
        plivo.mute(false).respondsIn(Envelope.WHOLE);

        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WHOLE")
    void aQuietAccountAdvancesIfAllEmptyListsHaveThisShape(Envelope half) throws Exception {
        plivo.respondsToEmptyListsIn(half);
        for (int i = -120; i < 120; i++) {
            plivo.list.add(NOON.plusSeconds(60L * i + 7 * (i % 7)).plusNanos(1000L * (i + 1000)));
        }
        subscriber.startTime = NOON.minus(Duration.ofHours(9));

        subscriber.run(Duration.ofMinutes(125));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.waits().entrySet().stream().filter(e -> plivo.list.message(e.getKey()).time.isAfter(NOON))
                .filter(e -> e.getValue().compareTo(Duration.ofSeconds(15 + 60 + 60)) > 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "WITHOUT_META")
    void aServerThatNeverSendsMetaIsReadToItsEnd(Envelope form) throws Exception {
        plivo.respondsIn(form);
        aRecordEveryTenSecondsForHours();

        subscriber.run(Duration.ofMinutes(125));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
        assertThat(subscriber.waits().entrySet().stream().filter(e -> plivo.list.message(e.getKey()).time.isAfter(NOON))
                .filter(e -> e.getValue().compareTo(Duration.ofSeconds(15 + 60 + 60)) > 0)).isEmpty();
    }
}
