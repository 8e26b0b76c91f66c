package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Temporary failures are retried, not too soon and not endlessly. */
class PlivoClientRetriesTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    private final PlivoServer server = new PlivoServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void succeedsAfterFailuresThatPass() throws Exception {
        String uuid = server.add();
        server.plivo.faults().next(ConnectionFault.reset()).next(Fault.unavailableHtml()).next(ConnectionFault.truncated());

        assertThat(server.client.get(uuid, server.waiter).getMessageUuid()).isEqualTo(uuid);

        assertThat(server.client.requests()).isEqualTo(4);
        assertThat(waits()).containsExactly(500L, 1000L, 2000L);
    }

    @Test
    void waitsLongerAtTheLimitOfLists() throws Exception {
        server.plivo.faults().next(Fault.tooManyRequests(), 2);

        MdrPage page = server.client.list(ALL, Priority.BACKFILL, server.waiter);

        assertThat(page).isEmpty();
        assertThat(waits()).containsExactly(5000L, 10_000L);
    }

    @Test
    void waitsAsPlivoRequests() throws Exception {
        server.plivo.faults().next(Fault.tooManyRequests("1")).next(Fault.tooManyRequests("2.5"));

        server.client.list(ALL, Priority.BACKFILL, server.waiter);

        assertThat(waits()).containsExactly(1000L, 2500L);
    }

    /** Story: margince 1346, a slow clock consumed the whole backoff, including Retry-After. */
    @ParameterizedTest
    @ValueSource(strings = { "PT0S", "PT-1H", "PT1H", "PT-3S", "PT3S" })
    void waitsAsPlivoRequestsByPlivosOwnClock(Duration wrong) throws Exception {
        Instant plivos = RecordingCancellation.START.plus(wrong);
        try (PlivoServer elsewhere = new PlivoServer(
                simulator -> simulator.clock(Clock.fixed(plivos, ZoneOffset.UTC)), settings -> settings, PlivoServer.TOKEN)) {
            elsewhere.plivo.faults().next(Fault.tooManyRequests(
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(plivos.plusSeconds(40).atOffset(ZoneOffset.UTC))));

            elsewhere.client.list(ALL, Priority.BACKFILL, elsewhere.waiter);

            assertThat(waits(elsewhere)).containsExactly(40_000L);
        }
    }

    @Test
    void doesNotWaitForHoursIfPlivoRequestsIt() throws Exception {
        server.plivo.faults().next(Fault.tooManyRequests("86400"));

        server.client.list(ALL, Priority.BACKFILL, server.waiter);

        assertThat(waits()).containsExactly(120_000L);
    }

    @Test
    void reportsTheWaitThatPlivoRequests() {
        server.plivo.faults().always(Fault.tooManyRequests("86400"));

        PlivoRateLimitedException e
                = catchThrowableOfType(PlivoRateLimitedException.class,
                        () -> server.client.list(ALL, Priority.BACKFILL, server.waiter));

        assertThat(e.getRetryAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(waits()).hasSize(3).allMatch(wait -> wait == 120_000L);
    }

    @Test
    void hasNoWaitForAnInvalidRetryAfter() {
        server.plivo.faults().always(Fault.tooManyRequests("soon"));

        assertThat(catchThrowableOfType(PlivoRateLimitedException.class,
                () -> server.client.list(ALL, Priority.BACKFILL, server.waiter))
                .getRetryAfter()).isNull();
        assertThat(waits()).containsExactly(5000L, 10_000L, 20_000L);
    }

    @Test
    void doesNotRetryIfConfiguredNotTo() {
        try (PlivoServer once = new PlivoServer(simulator -> simulator, settings -> {
            settings.maxRetries = 0;
            return settings;
        }, PlivoServer.TOKEN)) {
            once.plivo.faults().always(Fault.serverError());

            assertThat(catchThrowableOfType(PlivoUnavailableException.class,
                    () -> once.client.list(ALL, Priority.BACKFILL, once.waiter)))
                    .hasMessageContaining("). Sent once. If it lasts, check ");
        }
    }

    /** Without the budget's own waits, which are below a millisecond here; those after a hold come with it. */
    private List<Long> waits() {
        return waits(server);
    }

    private static List<Long> waits(PlivoServer of) {
        return of.waiter.pauses().stream().map(Duration::toMillis).filter(millis -> millis >= 200).toList();
    }
}
