package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where a feed without a watermark starts, and where it ends. */
class StartTimeTest {

    private static final Instant START = Instant.parse("2026-08-10T12:00:00Z");

    private final TestClock clock = new TestClock(START);

    @TempDir
    private Path directory;
    private CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(clock));

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "90d", "P90D", "2160h", "2026-05-12T12:00:00Z", "2026-05-12T17:30:00+05:30", "2026-05-12 12:00", "1d2h3m4s",
            "500ms", "PT36H" })
    void reachesAsFarBackAsPlivoKeepsRecords(String startTime) throws Exception {
        start("startTime=" + startTime);

        assertThat(at.camel.getRouteController().getRouteStatus("feed").isStarted()).isTrue();
    }

    /**
     * A fixed startTime ages: after three months the route would no longer start, and its position would be useless.
     */
    @Test
    void isIgnoredIfThereIsAWatermark() throws Exception {
        String options = "startTime=2026-08-01T00:00:00Z&watermarkFile=" + directory.resolve("mdr");
        List<String> first = List.of(at.plivo.account().add(START.minus(Duration.ofDays(2))));
        start(options);
        assertThat(delivered(1)).containsExactlyElementsOf(first);

        restartAfter(Duration.ofDays(100));
        String second = at.plivo.account().add(clock.instant().minus(Duration.ofDays(1)));
        start(options);

        assertThat(delivered(1)).containsExactly(second);
    }

    /** Records between the last stop and endTime must be delivered, however late the next start is. */
    @Test
    void aFeedThatWasDownAtItsEndTimeIsReadToTheEnd() throws Exception {
        String options = "startTime=1h&endTime=2026-08-11T00:00:00Z&watermarkFile=" + directory.resolve("mdr");
        at.plivo.account().add(START.minusSeconds(60));
        start(options);
        assertThat(delivered(1)).hasSize(1);

        restartAfter(Duration.ofDays(3));
        String inside = at.plivo.account().add(Instant.parse("2026-08-10T23:59:59.999999Z"));
        at.plivo.account().add(Instant.parse("2026-08-11T00:00:00Z"));
        start(options);

        assertThat(delivered(1)).containsExactly(inside);
    }

    /** Windows are whole seconds: the feed once remained at the second of its endTime permanently. */
    @Test
    void aFeedEndsAlsoIfItsEndTimeHasAFraction() throws Exception {
        List<String> inside = List.of(at.plivo.account().add(START.minusSeconds(30).plusMillis(499)));
        start("startTime=1h&endTime=" + START.minusSeconds(30).plusMillis(500));

        PlivoMdrConsumer consumer = (PlivoMdrConsumer) at.camel.getRoute("feed").getConsumer();
        await().atMost(60, SECONDS).until(() -> consumer.getProgress().finished());
        assertThat(delivered(1)).containsExactlyElementsOf(inside);
    }

    private void start(String options) throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed(options)).routeId("feed").split(body()).to("mock:records");
            }
        });
    }

    private void restartAfter(Duration duration) {
        at.close();
        clock.advance(duration);
        at = new CamelAtPlivo(simulator -> simulator.clock(clock));
    }

    private List<String> delivered(int expected) {
        await().atMost(60, SECONDS).until(() -> at.mock("records").getReceivedCounter() >= expected);
        return at.mock("records").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(MessageDetailRecord.class).getMessageUuid()).toList();
    }
}
