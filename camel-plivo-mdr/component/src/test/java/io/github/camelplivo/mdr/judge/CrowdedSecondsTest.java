package io.github.camelplivo.mdr.judge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.PlivoMdrFeeds;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.judge.CrowdedServer.MILLISECOND;
import static io.github.camelplivo.mdr.judge.CrowdedServer.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A route reads minutes with 40 records a second, each at a microsecond of its own, from servers of any resolution: it
 * receives every record once.
 */
class CrowdedSecondsTest {

    private static final int SECONDS = 120;
    private static final int A_SECOND = 40;
    /** Each list after the first has 19 new records; the last one of each window has fewer. */
    private static final double MOST_LISTS = SECONDS * A_SECOND / 19.0 * 1.08;
    private static final int TIE = 1000;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(20));
    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private CrowdedServer plivo;

    @BeforeEach
    void open() throws IOException {
        plivo = new CrowdedServer();
    }

    @AfterEach
    void close() throws IOException {
        camel.stop();
        plivo.close();
    }

    @Test
    void exactFilterAndOrder() throws Exception {
        deliversOnce(A_SECOND);

        assertThat((double) plivo.requests()).isLessThanOrEqualTo(MOST_LISTS);
    }

    @Test
    void aFilterThatTruncatesItsBoundsToSeconds() throws Exception {
        plivo.filterUnit(SECOND);
        deliversOnce(A_SECOND);
    }

    @Test
    void aFilterThatTruncatesItsBoundsToMilliseconds() throws Exception {
        plivo.filterUnit(MILLISECOND);
        deliversOnce(A_SECOND);
    }

    @Test
    void anOrderBySecondsAndUuids() throws Exception {
        plivo.orderUnit(SECOND);
        deliversOnce(A_SECOND);
    }

    @Test
    void anOrderBySecondsThatEachRequestShuffles() throws Exception {
        plivo.orderUnit(SECOND).shuffled();
        deliversOnce(A_SECOND);
    }

    @Test
    void anExactOrderThatBecomesOneBySeconds() throws Exception {
        plivo.ordersBySecondAfter(100);
        deliversOnce(A_SECOND);
    }

    @Test
    void anExactOrderThatBecomesOneBySecondsThatEachRequestShuffles() throws Exception {
        plivo.ordersBySecondAfter(100).shuffled();
        deliversOnce(A_SECOND);
    }

    @Test
    void aThousandRecordsOfOneMicrosecond() throws Exception {
        addTies();
        deliversOnce(A_SECOND / 4);
    }

    @Test
    void aThousandRecordsOfOneMicrosecondThatEachRequestShuffles() throws Exception {
        addTies();
        plivo.shuffled();
        deliversOnce(A_SECOND / 4);
    }

    /** One alone, one in a crowded second. */
    private void addTies() {
        plivo.tie(TIE, begin.minusSeconds(5).plusNanos(123_456_000));
        plivo.tie(TIE, begin.plusSeconds(60).plusNanos(654_321_000));
        plivo.spread(70, begin.plusSeconds(60), 1);
    }

    private boolean isAllRead() {
        List<?> sweeps = (List<?>) PlivoMdrFeeds.of(camel).figures().get(0).get("sweeps");
        return !sweeps.isEmpty() && sweeps.stream().allMatch(sweep -> ((Map<?, ?>) sweep).get("over").equals(true));
    }

    private void deliversOnce(int aSecond) throws Exception {
        plivo.spread(SECONDS * aSecond, begin, SECONDS);
        List<String> uuids = plivo.uuids().stream().sorted().toList();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("plivo-mdr:MACROWDED00000000001?authToken=token&baseUrl=" + plivo.url() + "&startTime="
                     + begin.minusSeconds(10) + "&endTime=" + begin.plusSeconds(SECONDS) + "&initialDelay=0&delay=20"
                     + "&listRequestsPerMinute=600000&requestsPerSecond=10000")
                        .process(exchange -> exchange.getMessage().getBody(MdrPage.class).stream()
                                .map(MessageDetailRecord::getMessageUuid).forEach(delivered::add));
            }
        });
        camel.start();

        await().atMost(Duration.ofMinutes(2)).until(this::isAllRead);

        assertThat(delivered.stream().sorted().toList()).as("loses or repeats a record").isEqualTo(uuids);
    }
}
