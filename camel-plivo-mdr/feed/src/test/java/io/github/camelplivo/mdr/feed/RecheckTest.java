package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Rechecks deliver records that changed or were listed late, once, and no others. */
class RecheckTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void deliversAChangedRecordAgainAtTheNextAgeAndNoOther() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR);
        String same = list.add(NOON.plusSeconds(1));
        String changed = list.add(NOON.plusSeconds(2));
        minutes(reading, 2);
        assertThat(states(reading)).containsExactlyInAnyOrder(same + " queued", changed + " queued");

        list.change(changed, "delivered");
        minutes(reading, 200);

        assertThat(states(reading))
                .containsExactlyInAnyOrder(same + " queued", changed + " queued", changed + " delivered");
        FeedPage again = reading.pages.get(reading.pages.size() - 1);
        assertThat(again.sweep()).isEqualTo(SweepId.recheck(TEN));
    }

    @Test
    void findsAChangeWithinAQuarterOfTheAge() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR);
        String uuid = list.add(NOON.plusSeconds(1));
        minutes(reading, 2);
        list.change(uuid, "sent");
        minutes(reading, 11);
        assertThat(states(reading)).containsExactly(uuid + " queued", uuid + " sent");

        list.change(uuid, "delivered");
        minutes(reading, 61);
        assertThat(states(reading)).endsWith(uuid + " sent");
        minutes(reading, 2);

        assertThat(states(reading)).endsWith(uuid + " delivered");
        assertThat(reading.pages.get(2).sweep()).isEqualTo(SweepId.recheck(HOUR));
    }

    @Test
    void deliversARowThatWasListedTooLateForTheFirstReading() throws Exception {
        FeedTester reading = rechecking(TEN);
        minutes(reading, 5);
        String late = list.add(NOON.plusSeconds(30));
        minutes(reading, 20);

        assertThat(reading.delivered).containsExactly(late);
    }

    @Test
    void deliversAVersionOnlyOnceEvenIfARecordReturnsToIt() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR);
        String uuid = list.add(NOON.plusSeconds(1));
        minutes(reading, 2);
        list.change(uuid, "sent");
        minutes(reading, 20);
        list.change(uuid, "queued");
        minutes(reading, 100);

        assertThat(states(reading)).containsExactly(uuid + " queued", uuid + " sent");
    }

    /** Seven reads of each record should cost about seven times its share of a page. */
    @Test
    void waitsUntilThereIsEnoughToRead() throws Exception {
        for (int second = 0; second < 6 * 3600; second += 5) {
            list.add(NOON.plusSeconds(second));
        }
        FeedTester live = new FeedTester(list, clock, Duration.ZERO);
        minutes(live, 6 * 60);
        int withoutRechecks = list.requests();
        int records = live.delivered.size();

        TestClock again = new TestClock(NOON);
        FakeList same = new FakeList();
        list.uuids().forEach(uuid -> same.add(NOON.plusSeconds(5L * same.uuids().size())));
        FeedTester rechecked = new FeedTester(same, again, Duration.ZERO)
                .rechecking(Duration.ofMinutes(30), HOUR);
        for (int minute = 0; minute < 6 * 60; minute++) {
            again.advance(Duration.ofMinutes(1));
            rechecked.poll();
        }

        assertThat(rechecked.delivered).doesNotHaveDuplicates().hasSize(records);
        int spent = same.requests() - withoutRechecks;
        long reread = rechecked.feed().progress().sweeps().stream()
                .filter(s -> s.name().kind() == SweepId.Kind.RECHECK).mapToLong(SweepProgress::rows).sum();
        assertThat(reread).as("rows read again").isGreaterThan(2L * records * 8 / 10);
        assertThat(spent).as("requests for %d rows", reread).isLessThan((int) (1.25 * reread / 19));
    }

    @Test
    void sendsFewRequestsForAQuietAccount() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR, Duration.ofHours(6), Duration.ofHours(26));
        minutes(reading, 24 * 60);

        // every 2.5 minutes, every 15, every 90, and the live sweep every minute
        assertThat(list.requests()).isLessThan(24 * 60 + 24 * 24 + 24 * 4 + 16 + 4 + 20);
    }

    @Test
    void readsRecordsOfTheBackfillAgainOnlyIfTheyWereReadYoung() throws Exception {
        String old = list.add(NOON.minus(Duration.ofHours(3)));
        String young = list.add(NOON.minus(Duration.ofMinutes(5)));
        FeedTester reading = new FeedTester(list, clock, DAY).rechecking(HOUR);
        reading.poll();
        list.change(old, "sent");
        list.change(young, "sent");
        minutes(reading, 120);

        assertThat(states(reading)).containsExactlyInAnyOrder(old + " queued", young + " queued", young + " sent");
    }

    /** Records that the backfill reads late are old enough by then, and a recheck must not read them before it. */
    @Test
    void doesNotReadAheadOfASlowBackfill() throws Exception {
        for (int second = 1; second < 3600; second++) {
            list.add(NOON.minusSeconds(second));
        }
        list.beforeEach(request -> clock.advance(Duration.ofSeconds(3)));
        FeedTester reading = new FeedTester(list, clock, HOUR).rechecking(Duration.ofMinutes(20));
        String fresh = list.add(NOON.plusSeconds(10));
        // the live sweep first, then the backfill, for a quarter of an hour
        minutes(reading, 1);
        list.change(fresh, "sent");
        minutes(reading, 60);

        assertThat(reading.delivered).contains(fresh);
        assertThat(states(reading)).contains(fresh + " queued", fresh + " sent");
        List<FeedPage> rechecks
                = reading.pages.stream().filter(p -> p.sweep().kind() == SweepId.Kind.RECHECK).toList();
        assertThat(rechecks).flatExtracting(FeedPage::page).extracting(MessageDetailRecord::getMessageUuid).contains(fresh)
                .hasSizeLessThan(20);
    }

    /**
     * After a stop of two days each record is read again once for all the ages that it has passed, not once for each.
     */
    @Test
    void readsOnceForAllAgesThatPassedWhileItWasDown() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR, DAY);
        minutes(reading, 60);
        reading.restart();
        for (int minute = 0; minute < 48 * 60; minute++) {
            list.add(NOON.plus(HOUR).plusSeconds(60L * minute + 7));
        }
        clock.advance(Duration.ofHours(48));

        reading.poll();

        assertThat(reading.delivered).hasSize(48 * 60);
        long rows = reading.feed().progress().sweeps().stream().mapToLong(SweepProgress::rows).sum();
        // first, and again at the age of a day for those that have it, at that of an hour or ten minutes for the rest
        assertThat(rows).isLessThan(2L * 48 * 60 + 100);
    }

    @Test
    void continuesAfterARestartWithoutLossOrRepetition() throws Exception {
        MemoryVersions durable = new MemoryVersions();
        FeedTester reading = rechecking(TEN, HOUR).remembering(durable);
        String same = list.add(NOON.plusSeconds(1));
        String changed = list.add(NOON.plusSeconds(2));
        minutes(reading, 5);
        list.change(changed, "sent");
        reading.restart();
        minutes(reading, 100);

        assertThat(states(reading)).containsExactlyInAnyOrder(same + " queued", changed + " queued", changed + " sent");
    }

    @Test
    void repeatsForgottenVersionsAtMostOnceAfterARestart() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR);
        String uuid = list.add(NOON.plusSeconds(1));
        minutes(reading, 5);
        reading.restart();
        minutes(reading, 200);

        assertThat(states(reading)).containsExactly(uuid + " queued", uuid + " queued");
    }

    @Test
    void startsANewAgeAndDropsARemovedOne() throws Exception {
        FeedTester reading = rechecking(TEN);
        minutes(reading, 180);
        String changed = list.add(clock.instant().plusSeconds(1));
        minutes(reading, 2);
        reading.restart().rechecking(HOUR);
        list.change(changed, "sent");
        minutes(reading, 90);

        assertThat(states(reading)).containsExactly(changed + " queued", changed + " sent");
        assertThat(reading.pages.get(reading.pages.size() - 1).sweep()).isEqualTo(SweepId.recheck(HOUR));
    }

    @Test
    void forgetsVersionsThatAreNotReadAgain() throws Exception {
        MemoryVersions versions = new MemoryVersions();
        FeedTester reading = rechecking(TEN, HOUR).remembering(versions);
        for (int minute = 0; minute < 12 * 60; minute++) {
            list.add(NOON.plusSeconds(60L * minute));
        }
        minutes(reading, 12 * 60);

        assertThat(reading.delivered).hasSizeGreaterThan(700).doesNotHaveDuplicates();
        // whole hours are forgotten, and an hour's recheck may be a quarter late
        assertThat(versions.count()).isLessThan(3 * 60);
    }

    @Test
    void remembersNothingWithoutRechecks() throws Exception {
        MemoryVersions versions = new MemoryVersions();
        FeedTester reading = new FeedTester(list, clock, HOUR).remembering(versions);
        list.add(NOON.minusSeconds(100), 50);
        reading.poll();

        assertThat(reading.delivered).hasSize(50);
        assertThat(versions.count()).isEqualTo(0);
    }

    @Test
    void endsWhenTheLastAgeHasPassedAfterTheEndTime() throws Exception {
        FeedTester reading = rechecking(TEN, HOUR).until(NOON.plusSeconds(60));
        String uuid = list.add(NOON.plusSeconds(30));
        minutes(reading, 30);
        assertThat(reading.feed().isFinished()).isFalse();
        list.change(uuid, "sent");
        minutes(reading, 60);

        assertThat(states(reading)).containsExactly(uuid + " queued", uuid + " sent");
        assertThat(reading.feed().isFinished()).isTrue();
    }

    private FeedTester rechecking(Duration... ages) {
        return new FeedTester(list, clock, Duration.ZERO).rechecking(ages);
    }

    private void minutes(FeedTester reading, int count) throws Exception {
        for (int minute = 0; minute < count; minute++) {
            reading.feed();
            clock.advance(Duration.ofMinutes(1));
            reading.poll();
        }
    }

    private static List<String> states(FeedTester reading) {
        List<String> states = new ArrayList<>();
        reading.pages.forEach(
                page -> page.page().forEach(r -> states.add(r.getMessageUuid() + " " + r.getMessageState())));
        return states;
    }
}
