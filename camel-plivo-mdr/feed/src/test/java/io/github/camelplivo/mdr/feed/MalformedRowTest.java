package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.FeedTester;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A row that can never be read: the feed waits, or delivers the row alone; it delivers the neighbours as records. */
class MalformedRowTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock(NOON);
    private final FakeList list = new FakeList();

    @Test
    void waitsWithGrowingPausesAndLosesNothing() throws Exception {
        String poison = poisonInTheMiddle();
        FeedTester reading = new FeedTester(list, clock, HOUR);
        int failed = minutes(reading, 12 * 60);
        assertThat(failed).as("failing polls in twelve hours").isBetween(10, 20);
        assertThat(reading.delivered).doesNotContain(poison);

        list.heal(poison);
        minutes(reading, 61);

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(list.uuids());
    }

    @Test
    void keepsNewRecordsComingWhileOldOnesCannotBeRead() throws Exception {
        poisonInTheMiddle();
        FeedTester reading = new FeedTester(list, clock, HOUR);
        minutes(reading, 60);
        String fresh = list.add(clock.instant());
        minutes(reading, 2);

        assertThat(reading.delivered).contains(fresh);
        SweepProgress backfill = reading.feed().progress().backfill();
        assertThat(backfill.failure()).contains("unreadable");
        assertThat(backfill.failingSince()).isEqualTo(NOON.plusSeconds(60));
        assertThat(reading.feed().progress().live().failure()).isNull();
    }

    @Test
    void deliversTheRowAloneAndItsNeighboursAsRecords() throws Exception {
        String poison = poisonInTheMiddle();
        FeedTester reading = new FeedTester(list, clock, HOUR).handingOutDeadLetters();

        try (LogLines log = new LogLines()) {
            minutes(reading, 15);

            assertThat(log.all(SweepReader.class, Level.WARN)).singleElement().asString()
                    .startsWith("WARN test: The feed cannot read a row of ")
                    .contains("as bytes: no JSON", "Report it to Plivo with this api_id");
        }

        List<String> good = new ArrayList<>(list.uuids());
        good.remove(poison);
        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(good);
        List<FeedPage> letters = reading.pages.stream().filter(p -> p.malformed() != null).toList();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).page()).isEmpty();
        assertThat(new String(letters.get(0).malformed().error().getBody())).isEqualTo("rubbish of 1");
        assertThat(letters.get(0).malformed().error().getProblem()).isEqualTo("no JSON");
        assertThat(reading.feed().progress().backfill().finished()).isTrue();
        assertThat(reading.feed().progress().backfill().failure()).isNull();
    }

    @Test
    void findsSeveralInOneSecondAmongRowsThatChangePlaces() throws Exception {
        list.shuffleTies(new Random(5));
        Instant second = NOON.minus(Duration.ofMinutes(30));
        List<String> tied = list.add(second, 30);
        list.poison(tied.get(3));
        list.poison(tied.get(17));
        list.add(second.plusSeconds(1), 5);
        list.add(second.minusSeconds(1), 5);
        FeedTester reading = new FeedTester(list, clock, HOUR).handingOutDeadLetters();

        minutes(reading, 15);

        List<String> good = new ArrayList<>(list.uuids());
        good.removeAll(List.of(tied.get(3), tied.get(17)));
        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(good);
        assertThat(reading.pages.stream().filter(p -> p.malformed() != null)).hasSize(2);
    }

    @Test
    void doesNotTreatAnOutageOfAnyLengthAsAMalformedRow() throws Exception {
        list.add(NOON.minus(Duration.ofMinutes(30)), 3);
        boolean[] out = { true };
        list.beforeEach(request -> {
            if (out[0]) {
                throw new MalformedPageException(new byte[0], "empty", null, new IOException("empty"));
            }
        });
        FeedTester reading = new FeedTester(list, clock, HOUR).handingOutDeadLetters();
        minutes(reading, 12 * 60);
        assertThat(reading.pages).isEmpty();

        out[0] = false;
        minutes(reading, 61);

        assertThat(reading.delivered).containsExactlyInAnyOrderElementsOf(list.uuids());
        assertThat(reading.pages).allSatisfy(page -> assertThat(page.malformed()).isNull());
    }

    @Test
    void anOutageThatBeginsInTheMiddleDeliversNoMalformedRow() throws Exception {
        for (int from = 5; from < 60; from++) {
            TestClock time = new TestClock(NOON);
            FakeList poisoned = new FakeList();
            List<String> uuids = poisoned.add(NOON.minus(Duration.ofMinutes(30)), 4);
            poisoned.poison(uuids.get(1));
            int begin = from;
            boolean[] over = { false };
            poisoned.beforeEach(request -> {
                if (request >= begin && !over[0]) {
                    throw new MalformedPageException(new byte[0], "empty", null, new IOException("empty"));
                }
            });
            FeedTester reading = new FeedTester(poisoned, time, HOUR).handingOutDeadLetters().until(NOON);
            reading.feed();
            for (int minute = 0; minute < 200; minute++) {
                time.advance(Duration.ofMinutes(1));
                over[0] |= minute == 100;
                try {
                    reading.poll();
                } catch (IOException e) {
                    // the next poll comes
                }
            }

            assertThat(reading.delivered).as("outage from request %d", from)
                    .containsExactlyInAnyOrder(uuids.get(0), uuids.get(2), uuids.get(3));
            assertThat(reading.pages.stream().filter(p -> p.malformed() != null)).as("outage from request %d", from)
                    .hasSize(1);
        }
    }

    @Test
    void continuesAfterTheRowAfterARestart() throws Exception {
        String poison = poisonInTheMiddle();
        FeedTester reading = new FeedTester(list, clock, HOUR).handingOutDeadLetters();
        minutes(reading, 15);
        int letters = (int) reading.pages.stream().filter(p -> p.malformed() != null).count();
        reading.restart();
        String fresh = list.add(clock.instant());
        minutes(reading, 5);

        assertThat(letters).isEqualTo(1);
        assertThat(reading.pages.stream().filter(p -> p.malformed() != null)).hasSize(1);
        assertThat(reading.delivered).contains(fresh).doesNotContain(poison).doesNotHaveDuplicates();
    }

    @Test
    void failsAtOnceWhereARangeIsRead() throws Exception {
        poisonInTheMiddle();
        RangeReader range
                = new RangeReader(new Window(NOON.minus(HOUR), NOON), request -> list.page(SweepId.BACKFILL, request), clock);

        assertThatThrownBy(() -> {
            while (range.next().isPresent()) {
                // reads on
            }
        }).isInstanceOf(IOException.class).hasMessage("unreadable");
    }

    private String poisonInTheMiddle() {
        for (int second = 20; second < 3600; second += 30) {
            list.add(NOON.minusSeconds(second));
        }
        String poison = list.uuids().get(60);
        list.poison(poison);
        return poison;
    }

    /** @return the number of polls in which something could not be read */
    private int minutes(FeedTester reading, int count) throws Exception {
        int failed = 0;
        for (int minute = 0; minute < count; minute++) {
            reading.feed();
            clock.advance(Duration.ofMinutes(1));
            try {
                reading.poll();
                failed += reading.feed().stretchFailure() == null ? 0 : 1;
            } catch (IOException e) {
                failed++;
            }
        }
        return failed;
    }
}
