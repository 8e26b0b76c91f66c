package io.github.camelplivo.springboot.monitoring;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Each alert is silent while the feed is healthy, and fires in its state, which the simulator provokes. The time for
 * which a state must last ({@code for}) is not waited for.
 */
@EnabledIf("io.github.camelplivo.springboot.monitoring.Kit#isHere")
class AlertsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Alert> ALERTS = alerts();

    /** How far Plivo's clock is ahead of that of this machine. */
    private static volatile Duration plivoAhead = Duration.ZERO;
    private static PlivoSimulator plivo;
    private static RunningExample example;
    private static Scrape healthy;

    @TempDir
    static Path folder;

    /** @param cause what makes the alert fire */
    private record State(String alert, Cause cause) {

        @Override
        public String toString() {
            return alert;
        }
    }

    private interface Cause {

        void begin() throws Exception;
    }

    private static Map<String, Alert> alerts() {
        Map<String, Alert> alerts = new LinkedHashMap<>();
        Kit.alerts().forEach(alert -> alerts.put(alert.name(), alert));
        // for the delay of 1 s that the example has here
        alerts.computeIfPresent("PlivoMdrNoListRequests", (name, alert) -> alert.above(10));
        return alerts;
    }

    /** States of a feed that runs, which end with their cause. */
    static List<State> states() {
        return List.of(
                new State("PlivoMdrFeedDown", () -> plivo.faults().always(Fault.unauthorized())),
                new State("PlivoMdrClockSlow", () -> plivoAhead = Duration.ofSeconds(20)),
                new State("PlivoMdrMismatches", AlertsTest::dropParameters),
                new State("PlivoMdrRateLimited", () -> plivo.faults().always(Fault.tooManyRequests("0.1"))),
                new State("PlivoMdrNoListRequests", () -> example.camel().getRouteController().suspendRoute("feed")),
                new State("PlivoMdrFeedMissing", () -> example.camel().getRouteController().stopRoute("feed")));
    }

    @BeforeAll
    static void start() {
        InstantSource time = () -> Instant.now().plus(plivoAhead);
        plivo = PlivoSimulator.builder().clock(time.withZone(ZoneOffset.UTC)).unlimited().start();
        TrafficGenerator.in(plivo.account(), 1).history(100, Duration.ofHours(23)).perMinute(120).late(Duration.ZERO).begin();
        example = RunningExample.start(
                plivo, folder.resolve("healthy"), "camel.component.plivo-mdr.list-requests-per-minute=100000");
        awaitHealthy();
        healthy = example.scrape();
    }

    @AfterAll
    static void end() {
        example.close();
        plivo.close();
    }

    @AfterEach
    void recover() throws Exception {
        plivo.faults().clear();
        plivoAhead = Duration.ZERO;
        RouteController routes = example.camel().getRouteController();
        if (routes.getRouteStatus("feed").isSuspended()) {
            routes.resumeRoute("feed");
        } else {
            routes.startRoute("feed");
        }
        awaitHealthy();
    }

    private static void awaitHealthy() {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(example.scrape().named("plivo_mdr_health")).singleElement()
                        .satisfies(sample -> assertThat(sample.value()).isEqualTo(1)));
    }

    @Test
    void noAlertFiresWhileTheFeedIsHealthy() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(live(example.scrape())).isGreaterThan(live(healthy)));

        Scrape now = example.scrape();
        assertThat(ALERTS.values()).isNotEmpty().filteredOn(alert -> alert.fires(healthy, now)).isEmpty();
    }

    private static double live(Scrape scrape) {
        return scrape.named("plivo_mdr_records_total").stream().filter(sample -> "live".equals(sample.labels().get("sweep")))
                .mapToDouble(Scrape.Sample::value).sum();
    }

    @ParameterizedTest
    @MethodSource("states")
    void firesInItsState(State state) throws Exception {
        Alert alert = ALERTS.get(state.alert());
        await().atMost(PATIENCE).until(() -> !alert.fires(example.scrape(), example.scrape()));
        Scrape before = example.scrape();

        state.cause().begin();

        await().atMost(PATIENCE).until(() -> alert.fires(before, example.scrape()));
    }

    /** Plivo's clock is an hour slow at first, so that the position of this feed is an hour old for the second one. */
    @Test
    void firesInStatesThatLast() {
        Path data = folder.resolve("late");
        Clock hourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        try (PlivoSimulator busy = PlivoSimulator.builder().clock(hourAgo).unlimited().start()) {
            TrafficGenerator.in(busy.account(), 1).history(5_000, Duration.ofDays(89)).perMinute(1800).begin();
            // the oldest records, which the backfill reads first
            addInWrongPlaces(busy, Instant.now(hourAgo).minus(Duration.ofHours(89 * 24 + 12)));
            try (RunningExample late = RunningExample.start(
                    busy, data, "camel.component.plivo-mdr.list-requests-per-minute=300",
                    "camel.component.plivo-mdr.start-time=P90D")) {
                awaitFiring(late, "PlivoMdrClockFast");
                addMalformed(busy, Instant.now(hourAgo));
                awaitFiring(late, "PlivoMdrSetAside");
                awaitFiring(late, "PlivoMdrUnordered");
                awaitFiring(late, "PlivoMdrSaturated");
                awaitFiring(late, "PlivoMdrRecordsNearLoss");
            }
        }
        try (PlivoSimulator silent = PlivoSimulator.builder().unlimited().start()) {
            silent.faults().always(Fault.unavailableHtml());
            try (RunningExample late = RunningExample.start(silent, data)) {
                awaitFiring(late, "PlivoMdrLag");
            }
        }
    }

    private static void awaitFiring(RunningExample example, String alert) {
        await().atMost(PATIENCE).until(() -> ALERTS.get(alert).fires(example.scrape(), example.scrape()));
    }

    @Test
    void eachAlertIsTested() {
        List<String> tested = new ArrayList<>(states().stream().map(State::alert).toList());
        tested.addAll(List.of(
                "PlivoMdrClockFast", "PlivoMdrSetAside", "PlivoMdrUnordered", "PlivoMdrSaturated", "PlivoMdrRecordsNearLoss",
                "PlivoMdrLag"));

        assertThat(ALERTS.keySet()).containsExactlyInAnyOrderElementsOf(tested);
    }

    @Test
    void refusesOtherExpressions() {
        assertThatThrownBy(() -> Alert.of("Other", "rate(plivo_mdr_requests_total[5m]) > 1", ""))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot be evaluated");
    }

    private static void addMalformed(PlivoSimulator plivo, Instant time) {
        String uuid = plivo.account().add(time);
        plivo.account().change(uuid, record -> record.remove("message_uuid"));
    }

    /** Records whose places in the list are those of other times. */
    private static void addInWrongPlaces(PlivoSimulator plivo, Instant from) {
        for (int second = 0; second < 10; second++) {
            plivo.account().add(
                    JsonNodeFactory.instance.objectNode().put("message_time", from.plusSeconds(second).toString()),
                    from.plusSeconds(9 - second), Instant.MIN);
        }
    }

    private static void dropParameters() {
        plivo.account().add(Instant.now().minusSeconds(7200));
        plivo.faults().always(Fault.withoutParameters("message_time__gte", "message_time__lt"));
    }
}
