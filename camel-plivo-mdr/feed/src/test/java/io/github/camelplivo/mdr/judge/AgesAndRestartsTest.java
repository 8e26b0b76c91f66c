package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Changes, late rows and rereads are not forgotten by a stop, by other ages, or by an age near the ninety days. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class AgesAndRestartsTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).callsEndWithin(3000);
    private final Subscriber subscriber = new Subscriber(time, plivo);

    private void remembersForGood() {
        subscriber.versions = new DurableVersions();
    }

    private void restartAfter(Duration stop) throws Exception {
        subscriber.stop();
        time.advance(stop);
    }

    @ParameterizedTest
    @ValueSource(ints = { 65, 180, 600 })
    void anAgeThatIsAddedDuringALongStopFindsChangesSinceTheStop(int minutes) throws Exception {
        for (int i = 0; i < 60; i++) {
            plivo.list.add(NOON.plusSeconds(60L * i + 5).plusNanos(1000L * i));
        }
        remembersForGood();
        subscriber.rechecks(Duration.ofMinutes(10));
        subscriber.run(Duration.ofMinutes(62));
        // read by no recheck yet
        List<Message> changing
                = plivo.list.all().stream().filter(m -> m.time.isAfter(NOON.plus(Duration.ofMinutes(52)))).toList();
        changing.forEach(m -> m.changesAt(NOON.plus(Duration.ofMinutes(64)), "delivered"));
        Message late = plivo.list.add(NOON.plus(Duration.ofMinutes(55))).late(Duration.ofMinutes(9));
        restartAfter(Duration.ofMinutes(minutes));

        subscriber.rechecks(Duration.ofMinutes(10), Duration.ofHours(1));
        subscriber.run(Duration.ofHours(3));

        assertThat(subscriber.versions()).containsAll(changing.stream().map(m -> m.uuid + ":delivered").toList())
                .contains(late.uuid + ":sent");
        assertThat(subscriber.repeated()).isEmpty();
    }

    @Test
    void anAgeThatIsRemovedAndAddedAgainFindsLaterChanges() throws Exception {
        remembersForGood();
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 480; i++) {
            Message message = plivo.list.add(NOON.plusSeconds(60L * i + 5).plusNanos(1000L * i));
            all.add(message.changesAt(message.time.plus(Duration.ofMinutes(8)), "delivered"));
        }
        for (int cycle = 0; cycle < 6; cycle++) {
            subscriber.recheckAfter = cycle % 2 == 0
                    ? List.of(Duration.ofMinutes(10)) : List.of(Duration.ofMinutes(10), Duration.ofMinutes(40));
            subscriber.run(Duration.ofMinutes(70));
            restartAfter(Duration.ofMinutes(7));
        }
        subscriber.run(Duration.ofHours(2));

        assertThat(subscriber.versions()).containsAll(all.stream().map(m -> m.uuid + ":delivered").toList());
        assertThat(subscriber.repeated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 75, 80, 85, 88, 89 })
    void anAgeNearTheNinetyDaysFindsEveryChangeOfAQuietAccount(int days) throws Exception {
        Random random = new Random(days);
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Message message = plivo.list.add(NOON.plusSeconds((long) (random.nextDouble() * 20 * 86_400)).plusNanos(1000L * i));
            message.changesAt(message.time.plus(Duration.ofDays(days)).minusSeconds(3600), "delivered");
            all.add(message.leavesAt(message.time.plus(Duration.ofDays(90))));
        }
        subscriber.delay = Duration.ofHours(1);
        subscriber.rechecks(Duration.ofDays(days));

        subscriber.run(Duration.ofDays(112));

        assertThat(subscriber.versions()).containsAll(all.stream().map(m -> m.uuid + ":delivered").toList());
        assertThat(subscriber.repeated()).isEmpty();
    }

    private List<Message> anHourThatWasRead() throws Exception {
        for (int i = 0; i < 60; i++) {
            plivo.list.add(NOON.plusSeconds(60L * i + 5).plusNanos(1000L * i));
        }
        subscriber.run(Duration.ofMinutes(70));
        assertThat(subscriber.missing()).isEmpty();
        return List.copyOf(plivo.list.all());
    }

    private void requireAllAgain(List<Message> all) throws Exception {
        subscriber.deliveries.clear();
        subscriber.run(Duration.ofMinutes(10));
        assertThat(subscriber.uuids()).containsAll(all.stream().map(m -> m.uuid).toList());
    }

    @Test
    void aRereadThatIsRequestedWhilePlivoIsDownIsDoneAfterTheRestart() throws Exception {
        List<Message> all = anHourThatWasRead();
        plivo.down(true);
        subscriber.feed().reread(NOON);
        subscriber.run(Duration.ofMinutes(5));
        restartAfter(Duration.ofMinutes(1));
        plivo.down(false);

        requireAllAgain(all);
    }

    @Test
    void aRereadThatIsRequestedJustBeforeTheStopIsDoneAfterTheRestart() throws Exception {
        List<Message> all = anHourThatWasRead();
        subscriber.feed().reread(NOON);
        restartAfter(Duration.ofMinutes(1));

        requireAllAgain(all);
    }

    @Test
    void aRereadIsDoneOnceOnly() throws Exception {
        List<Message> all = anHourThatWasRead();
        subscriber.feed().reread(NOON);
        requireAllAgain(all);
        assertThat(subscriber.repeated()).isEmpty();
        subscriber.deliveries.clear();
        subscriber.run(Duration.ofMinutes(5));
        restartAfter(Duration.ofMinutes(1));

        subscriber.run(Duration.ofMinutes(10));

        assertThat(subscriber.deliveries).isEmpty();
    }

    @Test
    void onlyAnUnacknowledgedPageIsRedeliveredAfterARestart() throws Exception {
        for (int i = 0; i < 200; i++) {
            plivo.list.add(NOON.minusSeconds(10L * i + 5).plusNanos(1000L * i));
        }
        subscriber.startTime = NOON.minus(Duration.ofHours(1));
        for (int crash = 0; crash < 12; crash++) {
            subscriber.feed().refreshClock();
            plivo.callBegins();
            FeedPage lost = subscriber.feed().next().orElseThrow();
            assertThat(lost.page()).isNotEmpty();
            // the process ends: nothing is closed
            subscriber.crash();
            subscriber.versions = new MemoryVersions();
            subscriber.feed().refreshClock();
            subscriber.deliverNext(subscriber.feed());
        }
        subscriber.run(Duration.ofMinutes(10));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }

    @Test
    void rereadingMoreThanPlivoKeepsIsRefused() throws Exception {
        Instant tooOld = NOON.minus(Duration.ofDays(91));

        assertThatThrownBy(() -> subscriber.feed().reread(tooOld)).isInstanceOf(IllegalArgumentException.class);
    }
}
