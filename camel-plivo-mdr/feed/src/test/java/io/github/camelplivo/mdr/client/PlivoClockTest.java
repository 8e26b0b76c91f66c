package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.support.LogLines;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

/**
 * Story: NiFi's GetHubSpot waits 30 s "because the clock of your local machines and HubSpot servers' are not in sync".
 */
class PlivoClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.900Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DateTimeFormatter HEADER
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TestClock local = new TestClock(NOON);
    private final PlivoClock clock = new PlivoClock(local, local::nanoTime);

    /** Receives a response whose {@code Date} has this distance from the local time. */
    private void respond(Duration fromLocal) {
        clock.observe(HEADER.format(local.instant().plus(fromLocal)), null);
    }

    private Duration correction() {
        return Duration.between(local.instant(), clock.instant());
    }

    @Test
    void isTheLocalClockWhileTheTwoAgree() {
        clock.observe("Sat, 21 Nov 2026 12:00:00 GMT", null);
        assertThat(clock.instant()).isEqualTo(NOON);

        clock.observe("Sat, 21 Nov 2026 11:59:59 GMT", null);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.offset()).isZero();
    }

    @Test
    void isNeverAheadOfPlivoFromTheFirstResponseOn() {
        clock.observe("Sat, 21 Nov 2026 11:50:00 GMT", null);

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T11:50:00Z"));
        local.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T11:50:05Z"));
    }

    @Test
    void takesNothingFromAMissingOrBrokenDate() {
        clock.observe(null, null);
        clock.observe("yesterday", null);

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.offset()).isZero();
    }

    /** The estimate of Plivo's time advances by a monotonic clock. */
    @Test
    void followsAtOnceWhenTheLocalClockIsSetRight() {
        local.jump(HOUR);
        respond(HOUR.negated());
        assertThat(correction()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));

        local.jump(HOUR.negated());

        assertThat(clock.instant()).isEqualTo(local.instant());
    }

    @Test
    void followsAtOnceWhenTheLocalClockIsSetWrong() {
        respond(Duration.ZERO);
        local.jump(HOUR);

        assertThat(correction()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));
    }

    @Test
    void oneOddDateAmongThreeChangesNothing() {
        respond(Duration.ZERO);
        respond(Duration.ZERO);
        respond(Duration.ofDays(-365));

        assertThat(correction()).isZero();
    }

    @Test
    void aDateThatPersistsIsAccepted() {
        respond(Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            respond(HOUR.negated());
        }

        assertThat(correction()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));
    }

    @Test
    void aDateIsForgottenAfterAnHour() {
        respond(HOUR.negated());
        local.advance(HOUR.minusSeconds(1));
        assertThat(correction()).isNegative();
        local.advance(Duration.ofSeconds(1));

        assertThat(correction()).isZero();
    }

    @Test
    void aRowNewerThanTheDateRefutesIt() {
        clock.observe(HEADER.format(NOON.minus(HOUR)), NOON.minusSeconds(60));

        assertThat(correction()).isZero();
        assertThat(clock.offset()).isZero();
    }

    @Test
    void aRowRefutesDatesThatCameBeforeIt() {
        respond(HOUR.negated());
        respond(HOUR.negated());
        clock.observe(null, NOON.minusSeconds(60));

        assertThat(correction()).isZero();
    }

    @Test
    void aRowFromTheFutureProvesNothing() {
        local.jump(HOUR);
        clock.observe(HEADER.format(NOON), Instant.parse("2099-01-01T00:00:00Z"));

        assertThat(clock.instant()).isCloseTo(NOON, within(1, ChronoUnit.SECONDS));
    }

    /** It may drift, and on a quiet account it is used for weeks. */
    @Test
    void aFastMonotonicClockDoesNotRefuteGoodDates() {
        clock.observe(HEADER.format(NOON), NOON);
        // 100 ppm fast; an operator corrects the local clock
        local.advance(Duration.ofDays(30));
        local.jump(Duration.ofDays(30).dividedBy(10_000).negated());
        local.jump(HOUR);
        respond(HOUR.negated());

        assertThat(correction()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));
    }

    @Test
    void aSingleResponseDoesNotProveASlowLocalClock() {
        clock.observe(HEADER.format(NOON.plus(HOUR)), NOON.plus(HOUR));

        assertThat(correction()).isZero();
    }

    @Test
    void aSlowLocalClockIsRaisedToTheNewestRow() {
        Instant row = NOON.plus(HOUR).minusSeconds(20);
        clock.observe(HEADER.format(NOON.plus(HOUR)), row);
        clock.observe(HEADER.format(NOON.plus(HOUR)), row);

        assertThat(clock.instant()).isEqualTo(row);
        assertThat(clock.offset()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));
    }

    @Test
    void aSlowLocalClockIsNotRaisedByDatesAlone() {
        respond(HOUR);
        respond(HOUR);
        respond(HOUR);

        assertThat(correction()).isZero();
        assertThat(clock.offset()).isCloseTo(HOUR.negated(), Duration.ofSeconds(1));
    }

    @Test
    void warnsOnceIfTwoResponsesShowAFastClockAndLogsTheEndOnce() {
        try (LogLines log = new LogLines()) {
            respond(Duration.ofMinutes(-10));
            assertThat(lines(log)).isEmpty();
            respond(Duration.ofMinutes(-10));
            respond(Duration.ofMinutes(-10));
            assertThat(lines(log)).singleElement().asString().startsWith("WARN").contains("600 s ahead", "NTP");

            local.jump(Duration.ofMinutes(-10));
            respond(Duration.ZERO);
            respond(Duration.ZERO);
            assertThat(lines(log)).hasSize(2).last().asString().startsWith("INFO").contains("agrees with Plivo's again");
        }
    }

    @Test
    void warnsWhenTheClockIsSlow() {
        try (LogLines log = new LogLines()) {
            respond(Duration.ofMinutes(10));
            respond(Duration.ofMinutes(10));

            assertThat(lines(log)).singleElement().asString().startsWith("WARN").contains(" s behind", "NTP");
        }
    }

    @Test
    void doesNotWarnOfAFewSeconds() {
        try (LogLines log = new LogLines()) {
            respond(Duration.ofSeconds(-8));
            respond(Duration.ofSeconds(-8));

            assertThat(lines(log)).isEmpty();
        }
    }

    @Test
    void warnsWhenDatesAreRefuted() {
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 5; i++) {
                clock.observe(HEADER.format(NOON.minus(HOUR)), NOON.minusSeconds(60));
            }
            assertThat(lines(log)).singleElement().asString().startsWith("WARN").contains("11:00:00", "proxy");

            for (int i = 0; i < 5; i++) {
                clock.observe(HEADER.format(NOON), null);
            }
            assertThat(lines(log)).hasSize(2).last().asString().startsWith("INFO");
        }
    }

    private static List<String> lines(LogLines log) {
        return log.all(PlivoClock.class, Level.INFO);
    }

    @Test
    void isSetByTheResponsesOfPlivo() throws Exception {
        TestClock plivos = new TestClock(NOON.minus(HOUR));
        try (PlivoSimulator plivo = simulator(plivos); PlivoClient client = client(plivo)) {
            client.list(MessageQuery.builder().build(), Priority.BACKFILL, new RecordingCancellation());

            assertThat(client.clock().instant()).isEqualTo(Instant.parse("2026-11-21T11:00:00Z"));
            assertThat(client.clockOffset()).isCloseTo(HOUR, Duration.ofSeconds(1));
        }
    }

    @Test
    void isNotSetByErrors() throws Exception {
        TestClock plivos = new TestClock(Instant.EPOCH);
        try (PlivoSimulator plivo = simulator(plivos); PlivoClient client = client(plivo)) {
            plivo.faults().always(Fault.unavailableHtml());
            assertThat(catchThrowable(
                    () -> client.list(MessageQuery.builder().build(), Priority.BACKFILL, new RecordingCancellation())))
                    .isInstanceOf(PlivoUnavailableException.class);

            assertThat(client.clock().instant()).isEqualTo(NOON);
        }
    }

    private static PlivoSimulator simulator(TestClock clock) {
        return PlivoSimulator.builder().clock(clock)
                .account(new SimulatedAccount(PlivoServer.AUTH_ID, PlivoServer.TOKEN, 1)).start();
    }

    private PlivoClient client(PlivoSimulator plivo) {
        return new PlivoClient(
                new PlivoServer.Settings(plivo.baseUrl()).build(), new RequestBudget("MAACCOUNT", 20, 30), new DriftLog(),
                local, local::nanoTime);
    }
}
