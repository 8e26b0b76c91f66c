package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A machine whose clock runs ahead must not consider the last minutes complete. Plivo's clock decides. */
class FastClockTest {

    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final TestClock plivos = TestClock.at("2026-11-21T12:00:00Z");
    private final TestClock local = new TestClock(plivos.instant().plus(AHEAD));
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(plivos));

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aFeedLosesNothing() throws Exception {
        at.component.setClock(local);
        at.component.setNanoTime(local::nanoTime);
        List<String> uuids = new ArrayList<>();
        uuids.add(at.plivo.account().add(plivos.instant().minusSeconds(600)));
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("startTime=3h")).split(body()).to("mock:records");
            }
        });

        for (int minute = 0; minute < 15; minute++) {
            await().atMost(60, SECONDS).until(() -> at.mock("records").getReceivedCounter() >= uuids.size());
            advance(Duration.ofSeconds(60));
            uuids.add(at.plivo.account().add(plivos.instant().minusSeconds(1)));
            advance(Duration.ofSeconds(60));
        }
        await().atMost(60, SECONDS).until(() -> at.mock("records").getReceivedCounter() >= uuids.size());

        assertThat(at.mock("records").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(MessageDetailRecord.class).getMessageUuid())
                .containsExactlyElementsOf(uuids);
    }

    @Test
    void listAllEndsWhereItIsNowAtPlivo() {
        at.component.setClock(local);
        at.component.setNanoTime(local::nanoTime);
        at.start();
        at.request("operation=list");

        assertThat(at.request("operation=listAll&messageTimeGte=" + plivos.instant().plusSeconds(60)).getException())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not later than now");
    }

    private void advance(Duration duration) {
        plivos.advance(duration);
        local.advance(duration);
    }
}
