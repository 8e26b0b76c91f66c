package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.TestClock;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RecordingCancellation;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Story: NiFi's GetHubSpot waits 30 s "because the clock of your local machines and HubSpot servers' are not in sync".
 */
class PlivoClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.900Z");

    private final TestClock local = new TestClock(NOON);
    private final PlivoClock clock = new PlivoClock(local);

    @Test
    void isTheLocalClockWhileTheTwoAgree() {
        clock.observe("Sat, 21 Nov 2026 12:00:00 GMT");
        assertThat(clock.instant()).isEqualTo(NOON);

        clock.observe("Sat, 21 Nov 2026 11:59:59 GMT");
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void isNeverAheadOfPlivo() {
        clock.observe("Sat, 21 Nov 2026 11:50:00 GMT");

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T11:50:00Z"));
        local.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T11:50:05Z"));
    }

    @Test
    void isTheLocalClockWhenThatIsBehind() {
        clock.observe("Sat, 21 Nov 2026 13:00:00 GMT");

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void takesNothingFromAMissingOrBrokenDate() {
        clock.observe(null);
        clock.observe("yesterday");

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void isSetByTheAnswersOfPlivo() throws Exception {
        local.advance(Duration.ofHours(-1));
        TestClock here = new TestClock(NOON);
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(local)
                .account(new SimulatedAccount(PlivoServer.AUTH_ID, PlivoServer.TOKEN, 1)).start();
             PlivoClient client = new PlivoClient(
                     new PlivoServer.Settings(plivo.baseUrl()).build(), new RequestBudget("MAACCOUNT", 20, 30), here)) {
            client.list(MessageQuery.builder().build(), Priority.BACKFILL, new RecordingCancellation());

            assertThat(client.clock().instant()).isEqualTo(Instant.parse("2026-11-21T11:00:00Z"));
        }
    }
}
