package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.RowASecond;
import io.github.camelplivo.mdr.support.RowASecond.Lie;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With any wrong {@code Date} or local clock, permanent or temporary: each row of a list that receives one a second is
 * delivered once, and a feed that sends no request never looks healthy.
 */
@Tag("slow")
class WrongClocksTest {

    private static final int SETTLE = 5;

    private final TestClock truth = TestClock.at("2026-11-21T12:00:00Z");
    private final Instant start = truth.instant();
    private final RowASecond list;
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    /** How far the clock of this machine is ahead. */
    private volatile Duration fast = Duration.ZERO;
    private DefaultCamelContext context;
    private int responsesBefore;
    private int stepsWithoutResponse;
    @TempDir
    private Path folder;

    WrongClocksTest() throws Exception {
        list = new RowASecond(truth);
    }

    @AfterEach
    void close() {
        stop();
        list.close();
    }

    private void stop() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    private Clock local() {
        InstantSource source = () -> truth.instant().plus(fast);
        return source.withZone(ZoneOffset.UTC);
    }

    private void start() throws Exception {
        context = new DefaultCamelContext();
        PlivoMdrComponent component = context.getComponent("plivo-mdr", PlivoMdrComponent.class);
        component.setClock(local());
        component.setNanoTime(truth::nanoTime);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("plivo-mdr:MAFACEFACEFACEFACE01?authToken=t&maxRetries=0&initialDelay=0&delay=5&startTime=1h&settle="
                     + SETTLE + "s&listRequestsPerMinute=600000&requestsPerSecond=10000&baseUrl=" + list.url()
                     + "&watermarkFile=" + folder.resolve("mdr.watermark")).routeId("feed")
                        .process(e -> e.getMessage().getBody(MdrPage.class).forEach(r -> delivered.add(r.getMessageUuid())));
            }
        });
        context.start();
    }

    /** True time passes, second by second, with some polls in each. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            truth.advance(Duration.ofSeconds(1));
            PlivoMdrConsumer consumer = (PlivoMdrConsumer) context.getRoute("feed").getConsumer();
            long polls = consumer.getCounter();
            await().pollInterval(Duration.ofMillis(5)).atMost(20, SECONDS).until(() -> consumer.getCounter() >= polls + 2);
            requireHonestHealth();
        }
    }

    private void requireHonestHealth() {
        stepsWithoutResponse = list.responses() == responsesBefore ? stepsWithoutResponse + 1 : 0;
        responsesBefore = list.responses();
        if (stepsWithoutResponse > 3) {
            HealthCheck.Result health = FeedHealthTest.health(context);
            assertThat(health.getState()).as("no request for %d seconds", stepsWithoutResponse)
                    .isEqualTo(HealthCheck.State.DOWN);
            assertThat(health.getDetails().get("lag")).isNotEqualTo(0L);
        }
    }

    private List<String> settled() {
        long last = truth.instant().getEpochSecond() - SETTLE - 1;
        return LongStream.rangeClosed(start.getEpochSecond(), last).mapToObj(RowASecond::uuid).toList();
    }

    /** All that has settled, once. */
    private void requireEverySettledRow() {
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(delivered).containsAll(settled()));
        assertThat(delivered).doesNotHaveDuplicates();
    }

    /** A1: an hour, a day, a year. */
    @ParameterizedTest
    @ValueSource(longs = { -1, -24, -24 * 365, 1, 24, 24 * 365 })
    void oneResponseWithAWrongDate(long hours) throws Exception {
        list.lying(response -> response == 5 ? new Lie(200, Duration.ofHours(hours)) : Lie.NONE);
        start();
        pass(40);

        requireEverySettledRow();
        assertThat(FeedHealthTest.health(context).getState()).isEqualTo(HealthCheck.State.UP);
    }

    /** A2. */
    @Test
    void errorResponsesWithAnOldDate() throws Exception {
        list.lying(response -> response > 4 && response < 12
                ? new Lie(503, Duration.between(truth.instant(), Instant.EPOCH)) : Lie.NONE);
        start();
        pass(40);

        requireEverySettledRow();
    }

    /** Unless the feed lists a newer row, nothing refutes it: then the feed is late, and reports it. */
    @Test
    void aDateThatIsAlwaysWrong() throws Exception {
        list.lying(response -> new Lie(200, Duration.ofHours(-1)));
        start();
        pass(40);

        assertThat(delivered).doesNotHaveDuplicates();
        boolean late = (long) FeedHealthTest.health(context).getDetails().get("lag") > 30;
        assertThat(late || delivered.containsAll(settled())).isTrue();
    }

    /** A1: a restart with a fast clock, which is later corrected as the log recommends. */
    @Test
    void aFastClockThatIsSetRight() throws Exception {
        start();
        pass(10);
        stop();
        fast = Duration.ofMinutes(330);
        start();
        pass(20);
        fast = Duration.ZERO;
        pass(30);

        requireEverySettledRow();
        assertThat(FeedHealthTest.health(context).getState()).isEqualTo(HealthCheck.State.UP);
    }

    /**
     * The clock is raised to the newest row, which the feed lists when it has settled, so records are late by twice
     * {@code settle}.
     */
    @Test
    void aClockThatIsSetBackByHours() throws Exception {
        start();
        pass(20);
        fast = Duration.ofHours(-2);
        pass(30);
        long last = truth.instant().getEpochSecond() - 2 * SETTLE - 3;

        await().atMost(20, SECONDS).until(() -> delivered.contains(RowASecond.uuid(last)));
        fast = Duration.ZERO;
        pass(3);
        requireEverySettledRow();
    }

    @Test
    void aClockThatJumpsForwardWhileTheFeedRuns() throws Exception {
        start();
        pass(20);
        fast = Duration.ofHours(2);
        pass(20);
        requireEverySettledRow();
        fast = Duration.ZERO;
        pass(10);
        requireEverySettledRow();
    }
}
