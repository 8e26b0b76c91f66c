package io.github.camelplivo.mdr.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimitTest {

    private final TestClock clock = new TestClock();

    @Test
    void refusesTheTwentyFirstListRequestOfAMinute() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).start()) {
            Reader reader = new Reader(plivo);
            for (int i = 0; i < 20; i++) {
                assertThat(reader.list().statusCode()).isEqualTo(200);
                clock.advance(Duration.ofSeconds(1));
            }
            HttpResponse<String> refused = reader.list();

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Reader.json(refused).get("error").asText()).isEqualTo("too many requests");
            assertThat(Reader.json(refused).hasNonNull("api_id")).isTrue();
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
            clock.advance(Duration.ofSeconds(40));
            assertThat(reader.list().statusCode()).as("the first one is a minute old").isEqualTo(200);
            assertThat(reader.list().statusCode()).as("the second one is not").isEqualTo(429);
        }
    }

    @Test
    void aRequestForOneRecordDoesNotCountAsAList() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).listRequestsPerMinute(1).start()) {
            String uuid = plivo.account().add(NOW.minusSeconds(1));
            Reader reader = new Reader(plivo);
            reader.page();

            for (int i = 0; i < 30; i++) {
                assertThat(reader.message(uuid).statusCode()).isEqualTo(200);
            }
            assertThat(reader.list().statusCode()).isEqualTo(429);
        }
    }

    @Test
    void refusesMoreThanThreeHundredRequestsOfAllKindsInFiveSeconds() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).requestsPerFiveSeconds(3).start()) {
            Reader reader = new Reader(plivo);
            reader.page();
            reader.page();
            assertThat(reader.message("x").statusCode()).isEqualTo(404);
            assertThat(reader.message("x").statusCode()).isEqualTo(429);
            assertThat(reader.list().statusCode()).isEqualTo(429);
            clock.advance(Duration.ofSeconds(5));
            assertThat(reader.list().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSubaccountUsesUpTheBudgetOfItsParent() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).listRequestsPerMinute(1).start()) {
            SimulatedAccount child = plivo.account().subaccount("SASIMULATED000000001", "token");
            new Reader(plivo, child).page();

            assertThat(new Reader(plivo).list().statusCode()).isEqualTo(429);
        }
    }

    @Test
    void wrongCredentialsDoNotCount() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).listRequestsPerMinute(1).start()) {
            new Reader(plivo.baseUrl(), plivo.account().authId(), "wrong").list();

            assertThat(new Reader(plivo).list().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutLimitsEveryRequestIsAccepted() {
        try (PlivoSimulator plivo = PlivoSimulator.builder().clock(clock).unlimited().start()) {
            Reader reader = new Reader(plivo);
            for (int i = 0; i < 400; i++) {
                assertThat(reader.list().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesALimitOfZeroRequests() {
        PlivoSimulator.Builder builder = PlivoSimulator.builder().listRequestsPerMinute(0);
        assertThatThrownBy(builder::start).isInstanceOf(IllegalArgumentException.class);
    }
}
