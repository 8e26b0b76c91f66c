package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The number of concurrent requests while a route reads a backlog. */
class ConcurrentRequestsTest {

    /** Two windows for each concurrent request. */
    private static final int RECORDS_EACH = 3_000;

    private final RouteHarness rig = new RouteHarness(PlivoSimulator.builder().unlimited().latency(Duration.ofMillis(10)));
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 4 })
    void areAsManyAsAllowedAndOneForALivePage(int allowed) throws Exception {
        Instant now = Instant.now();
        int records = RECORDS_EACH * allowed;
        for (int i = 0; i < records; i++) {
            rig.plivo.account().add(now.minusSeconds(60 + i));
        }
        HttpClientConfigurer counting = http -> http
                .addRequestInterceptorFirst(
                        (request, entity, context) -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                .addResponseInterceptorLast((response, entity, context) -> underWay.decrementAndGet());

        rig.start(routes -> {
            Registry registry = routes.getContext().getRegistry();
            registry.bind("counting", counting);
            routes.from(
                    rig.uri("startTime=" + now.minusSeconds(60 + records).truncatedTo(ChronoUnit.SECONDS),
                            "concurrentRequests=" + allowed, "httpClientConfigurer=#counting"))
                    .process(rig::deliver);
        });
        rig.awaitDelivered(records);

        assertThat(rig.delivered).hasSize(records).doesNotHaveDuplicates();
        assertThat(most.get()).isBetween(allowed, allowed == 1 ? 1 : allowed + 1);
    }
}
