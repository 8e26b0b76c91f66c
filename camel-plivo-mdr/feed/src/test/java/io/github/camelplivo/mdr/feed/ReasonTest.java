package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.List;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.Reason;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Each record says why the feed delivers it, and never more than the feed knows. */
class ReasonTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    private void minutes(FeedTester reading, int minutes) throws Exception {
        for (int i = 0; i < minutes; i++) {
            clock.advance(Duration.ofMinutes(1));
            reading.poll();
        }
    }

    private static List<String> reasons(FeedTester reading) {
        return reading.pages.stream().flatMap(page -> page.page().stream())
                .map(record -> record.getMessageUuid() + " " + record.getReason()).toList();
    }

    @Test
    void aRecordIsNewThenChanged() throws Exception {
        FeedTester reading = new FeedTester(list, clock, HOUR).rechecking(TEN, HOUR);
        String old = list.add(NOON.minusSeconds(1000));
        String uuid = list.add(NOON.plusSeconds(1));
        minutes(reading, 2);
        list.change(uuid, "sent");
        minutes(reading, 15);
        list.change(uuid, "delivered");
        minutes(reading, 80);

        assertThat(reasons(reading)).containsExactlyInAnyOrder(old + " new", uuid + " new", uuid + " changed",
                uuid + " changed");
        SweepProgress first = sweep(reading, SweepId.recheck(TEN));
        assertThat(first.changed()).isEqualTo(new ChangeCounts(1, 1, 0, 0));
        assertThat(first.late()).isZero();
        assertThat(sweep(reading, SweepId.recheck(HOUR)).changed()).isEqualTo(new ChangeCounts(1, 1, 0, 0));
        assertThat(sweep(reading, SweepId.LIVE).changed()).isEqualTo(ChangeCounts.NONE);
    }

    @Test
    void aChangeIsOfTheStateOrThePriceOrBothOrNeither() throws Exception {
        FeedTester reading = new FeedTester(list, clock, HOUR).rechecking(TEN, HOUR);
        String state = list.add(NOON.plusSeconds(1));
        String price = list.add(NOON.plusSeconds(2));
        String both = list.add(NOON.plusSeconds(3));
        String neither = list.add(NOON.plusSeconds(4));
        minutes(reading, 2);
        list.change(state, "error_code", "200");
        list.change(price, "total_amount", "0.00350");
        list.change(both, "sent");
        list.change(both, "units", "2");
        list.change(neither, "destination_network", "Verizon");
        minutes(reading, 15);

        assertThat(changes(reading)).containsExactlyInAnyOrder(state + " [state]", price + " [price]",
                both + " [state, price]", neither + " [other]");
        assertThat(sweep(reading, SweepId.recheck(TEN)).changed()).isEqualTo(new ChangeCounts(4, 2, 2, 1));

        list.change(state, "total_amount", "0.00350");
        list.change(both, "queued");
        minutes(reading, 80);

        // both returns to the state that was delivered first
        assertThat(changes(reading)).hasSize(6).contains(state + " [price]", both + " [other]");
        assertThat(sweep(reading, SweepId.recheck(HOUR)).changed()).isEqualTo(new ChangeCounts(2, 0, 1, 1));
    }

    private static List<String> changes(FeedTester reading) {
        return reading.pages.stream().flatMap(page -> page.page().stream()).filter(record -> !record.getChanges().isEmpty())
                .map(record -> record.getMessageUuid() + " " + record.getChanges()).toList();
    }

    private static SweepProgress sweep(FeedTester reading, SweepId id) throws Exception {
        return reading.feed().progress().sweeps().stream().filter(sweep -> sweep.name().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aRecordThatWasListedLateIsLate() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO).rechecking(TEN, HOUR);
        minutes(reading, 5);
        String late = list.add(NOON.plusSeconds(30));
        minutes(reading, 20);
        list.change(late, "delivered");
        minutes(reading, 80);

        assertThat(reasons(reading)).containsExactly(late + " late", late + " changed");
        assertThat(sweep(reading, SweepId.recheck(TEN)).late()).isEqualTo(1);
    }

    /** The versions were in memory. */
    @Test
    void afterARestartItDoesNotPretendToKnow() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO).rechecking(TEN);
        String before = list.add(NOON.plusSeconds(1));
        minutes(reading, 5);
        reading.restart();
        String late = list.add(NOON.plusSeconds(30));
        String after = list.add(clock.instant().plusSeconds(1));
        minutes(reading, 2);
        list.change(after, "sent");
        String lateAfter = list.add(clock.instant().minusSeconds(60));
        minutes(reading, 30);

        assertThat(reasons(reading)).containsExactlyInAnyOrder(before + " new", before + " unknown", late + " unknown",
                after + " new", after + " changed", lateAfter + " late");
        // the one after the restart
        assertThat(changes(reading)).containsExactly(after + " [state]");
    }

    @Test
    void afterARestartInsideAWindowItDoesNotPretendToKnow() throws Exception {
        FeedTester reading = new FeedTester(list, clock, Duration.ZERO).rechecking(TEN);
        list.add(NOON.plusSeconds(1), 30);
        clock.advance(Duration.ofMinutes(1));
        reading.feed().refreshClock();
        FeedPage page = reading.feed().next().orElseThrow();
        reading.process(page);
        reading.feed().acknowledge(page);
        reading.restart();
        minutes(reading, 30);

        assertThat(reasons(reading)).filteredOn(record -> record.endsWith(" new")).hasSize(30);
        assertThat(reasons(reading)).filteredOn(record -> record.endsWith(" unknown")).hasSize(page.page().size());
        assertThat(reasons(reading)).hasSize(30 + page.page().size());
    }

    @Test
    void aRereadWithoutVersionsDoesNotCallRecordsNew() throws Exception {
        FeedTester reading = new FeedTester(list, clock, HOUR).remembering(DeliveredVersions.none());
        String backfilled = list.add(NOON.minusSeconds(1000));
        String live = list.add(NOON.plusSeconds(1));
        minutes(reading, 3);
        reading.feed().reread(NOON.minusSeconds(1500));
        reading.restart();
        minutes(reading, 3);
        String next = list.add(clock.instant());
        minutes(reading, 3);

        assertThat(reasons(reading)).containsExactlyInAnyOrder(backfilled + " new", live + " new", backfilled + " unknown",
                live + " unknown", next + " new");
    }

    /** It is not part of the record. */
    @Test
    void theReasonDoesNotChangeTheRecord() {
        MessageDetailRecord record = MessageDetailRecord.parse("{\"message_uuid\":\"a\"}");
        MessageDetailRecord delivered = record.withReason(Reason.CHANGED, Change.of(true, false));

        assertThat(record.getReason()).isNull();
        assertThat(delivered).isEqualTo(record).hasSameHashCodeAs(record);
        assertThat(delivered.toBytes()).isEqualTo(record.toBytes());
        assertThat(delivered.fingerprint()).isEqualTo(record.fingerprint());
    }
}
