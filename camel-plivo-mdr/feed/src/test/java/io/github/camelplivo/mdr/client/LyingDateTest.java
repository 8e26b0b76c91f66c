package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Judges the clock by a true time that it cannot see: the local clock is off and jumps, and {@code Date} is wrong
 * sometimes, for a long time, or always.
 */
class LyingDateTest {

    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final List<Duration> LIES = List.of(
            Duration.ofMinutes(-10), Duration.ofHours(-1), Duration.ofDays(-1), Duration.ofDays(-365), Duration.ofMinutes(10),
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(365));
    private static final List<Duration> OFFSETS = List.of(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(100),
            Duration.ofSeconds(-30), Duration.ofHours(-1), Duration.ofDays(-100));
    private static final DateTimeFormatter HEADER
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Suppresses thousands of warnings. */
    private LogLines log;
    private final TestClock truth = TestClock.at("2026-11-21T12:00:00.300Z");
    private Duration offset = Duration.ZERO;
    private final PlivoClock clock = new PlivoClock(local(), truth::nanoTime);
    /** Whether the dates of the last responses were right, the newest last. */
    private final List<Boolean> honest = new ArrayList<>();

    @BeforeEach
    void open() {
        log = new LogLines();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Clock local() {
        InstantSource source = () -> truth.instant().plus(offset);
        return source.withZone(ZoneOffset.UTC);
    }

    private void respond(Duration lie, Instant newestRow) {
        clock.observe(HEADER.format(truth.instant().plus(lie)), newestRow);
        honest.add(lie.isZero());
    }

    private void respond(Duration lie) {
        respond(lie, null);
    }

    /** How much later than the true time the clock is. */
    private Duration late() {
        return Duration.between(truth.instant(), clock.instant());
    }

    /** Whether most of the last three dates were right, or most of all dates if there are fewer. */
    private boolean mostlyHonest() {
        List<Boolean> last = honest.subList(Math.max(0, honest.size() - 3), honest.size());
        return 2 * last.stream().filter(h -> h).count() > last.size();
    }

    static Stream<Arguments> offsetsAndLies() {
        return OFFSETS.stream().flatMap(offset -> LIES.stream().map(lie -> Arguments.of(offset, lie)));
    }

    @ParameterizedTest
    @MethodSource("offsetsAndLies")
    void oneWrongDateDoesNotMoveItAfterTwoGoodResponses(Duration off, Duration lie) {
        offset = off;
        for (int round = 0; round < 5; round++) {
            respond(Duration.ZERO);
            respond(Duration.ZERO);
            Instant good = clock.instant();
            respond(lie);
            assertThat(Duration.between(good, clock.instant()).abs()).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("offsetsAndLies")
    void recoversWithinThreeResponsesAfterWrongDates(Duration off, Duration lie) {
        offset = off;
        for (int lies : new int[] { 1, 2, 60 }) {
            for (int i = 0; i < lies; i++) {
                respond(lie);
                truth.advance(Duration.ofMinutes(1));
            }
            for (int i = 0; i < 3; i++) {
                respond(Duration.ZERO);
            }
            assertRight();
        }
    }

    /** A fast clock is corrected; a slow one is at least as good as the machine's. */
    private void assertRight() {
        assertThat(late()).isLessThanOrEqualTo(TOLERANCE);
        assertThat(late()).isGreaterThanOrEqualTo(
                offset.isNegative() ? offset : TOLERANCE.negated());
    }

    @ParameterizedTest
    @MethodSource("offsetsAndLies")
    void aDatePermanentlyInThePastIsRefutedByANewerRow(Duration off, Duration lie) {
        if (!lie.isNegative() || off.isNegative()) {
            return;
        }
        offset = off;
        for (int i = 0; i < 10; i++) {
            respond(lie, truth.instant().minusSeconds(15));
            truth.advance(Duration.ofMinutes(1));
        }
        // no date is left, and the local clock is all there is
        assertThat(late()).isEqualTo(off);
    }

    /** Random responses: wrong dates, rows, jumps of the local clock, silence. */
    @Test
    void isNeverLateWhileMostDatesAreHonest() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LyingDateTest run = new LyingDateTest();
            run.offset = OFFSETS.get(random.nextInt(OFFSETS.size()));
            for (int step = 0; step < 400; step++) {
                run.step(random, "seed " + seed + ", step " + step);
            }
        }
    }

    private void step(Random random, String where) {
        if (random.nextInt(20) == 0) {
            offset = OFFSETS.get(random.nextInt(OFFSETS.size()));
        }
        Duration lie = random.nextInt(4) == 0 ? LIES.get(random.nextInt(LIES.size())) : Duration.ZERO;
        Instant row = random.nextInt(3) == 0 ? null : truth.instant().minusMillis(random.nextInt(100_000));
        respond(lie, row);
        if (mostlyHonest()) {
            assertThat(late()).as(where).isLessThanOrEqualTo(TOLERANCE);
        }
        // the last three are always younger than an hour
        truth.advance(Duration.ofMillis(random.nextInt(1_000_000)));
        if (mostlyHonest()) {
            assertThat(late()).as(where).isLessThanOrEqualTo(TOLERANCE.plusSeconds(1));
        }
    }
}
