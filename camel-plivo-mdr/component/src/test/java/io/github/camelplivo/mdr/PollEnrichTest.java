package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * One page per call, never lost. Camel's own polling consumer reads ahead into a queue and forgets it when the route
 * stops.
 */
@Tag("slow")
class PollEnrichTest {

    private static final int RECORDS = 50;

    private final RouteHarness rig = new RouteHarness();
    private final List<String> uuids = new ArrayList<>();

    @BeforeEach
    void fill() {
        Instant hourAgo = Instant.now().minusSeconds(3600);
        for (int i = 0; i < RECORDS; i++) {
            uuids.add(rig.plivo.account().add(hourAgo.plusSeconds(i)));
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean isPage(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof MdrPage;
    }

    @Test
    void givesOnePageACall() throws Exception {
        rig.start(r -> r.from("direct:go").pollEnrich(rig.uri(), 5_000).process(rig::deliver));
        ProducerTemplate template = rig.context.createProducerTemplate();

        template.sendBody("direct:go", null);
        assertThat(rig.pageIds).hasSize(1);
        while (rig.delivered.size() < RECORDS) {
            template.sendBody("direct:go", null);
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void redeliversThePageWhenTheEnrichedExchangeFailed() throws Exception {
        AtomicBoolean fail = new AtomicBoolean(true);
        rig.start(r -> r.from("direct:go").pollEnrich(rig.uri(), 5_000).filter(this::isPage).process(e -> {
            if (fail.getAndSet(!fail.get())) {
                throw new IllegalStateException("the enriching route fails");
            }
        }).process(rig::deliver));
        ProducerTemplate template = rig.context.createProducerTemplate();

        for (int call = 0; call < 100 && rig.delivered.size() < RECORDS; call++) {
            template.send("direct:go", e -> e.getMessage().setBody(null));
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void returnsNothingAfterTheTimeout() throws Exception {
        rig.start(r -> r.from("direct:go").pollEnrich(rig.uri("startTime=1m"), 100).filter(this::isPage).process(rig::deliver));

        rig.context.createProducerTemplate().sendBody("direct:go", null);

        assertThat(rig.delivered).isEmpty();
    }

    @Test
    void continuesInANewConsumer() throws Exception {
        rig.start(r -> {
        });
        try (ConsumerTemplate first = rig.context.createConsumerTemplate()) {
            first.start();
            Exchange page = first.receive(rig.uri());
            rig.deliver(page);
            first.doneUoW(page);
            // this one is never done
            assertThat(first.receive(rig.uri()).getMessage().getBody()).isInstanceOf(MdrPage.class);
        }

        try (ConsumerTemplate second = rig.context.createConsumerTemplate()) {
            second.start();
            while (rig.delivered.size() < RECORDS) {
                Exchange page = second.receive(rig.uri(), 5_000);
                rig.deliver(page);
                second.doneUoW(page);
            }
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** The response takes a second, and the route waits 200 ms for it; each page is returned by a later call. */
    @Test
    void returnsInTimeFromASlowServerAndLosesNothing() throws Exception {
        rig.plivo.faults().always(ConnectionFault.stall(Duration.ofSeconds(1)));
        rig.start(r -> {
        });
        try (ConsumerTemplate template = rig.context.createConsumerTemplate()) {
            template.start();
            for (int call = 0; call < 200 && rig.delivered.size() < RECORDS; call++) {
                long start = System.nanoTime();
                Exchange page = template.receive(rig.uri(), 200);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
                if (page != null) {
                    rig.deliver(page);
                    template.doneUoW(page);
                }
            }
        }

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void throwsTheCauseOfAFailure() throws Exception {
        rig.plivo.faults().always(Fault.unauthorized());
        rig.start(r -> r.from("direct:go").pollEnrich(rig.uri(), 5_000).process(rig::deliver));

        assertThatThrownBy(() -> rig.context.createProducerTemplate().sendBody("direct:go", null))
                .rootCause().hasMessageContaining("status 401");
    }

    @Test
    void stopsWhileItWaits() throws Exception {
        rig.plivo.faults().always(ConnectionFault.stall(Duration.ofMinutes(5)));
        rig.start(r -> r.from("direct:go").routeId("enrich").pollEnrich(rig.uri("responseTimeout=60s")).process(rig::deliver));
        Thread caller
                = new Thread(() -> rig.context.createProducerTemplate().send("direct:go", e -> e.getMessage().setBody(null)));
        caller.start();
        rig.awaitRequests(1);
        rig.context.getShutdownStrategy().setTimeout(1);

        rig.stopContext();

        await().atMost(RouteHarness.SOON).until(() -> !caller.isAlive());
        assertThat(rig.delivered).isEmpty();
    }

    /** The exchange of the first call never completes. */
    @Test
    void stopsWhileItWaitsForAPageInProcess() throws Exception {
        rig.start(r -> {
        });
        PollingConsumer consumer = rig.context.getEndpoint(rig.uri()).createPollingConsumer();
        consumer.start();
        assertThat(consumer.receive().getMessage().getBody()).isInstanceOf(MdrPage.class);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread caller = new Thread(consumer::receive);
            caller.start();
            callers.add(caller);
        }
        await().atMost(RouteHarness.SOON)
                .until(() -> callers.stream().allMatch(c -> c.getState() == Thread.State.TIMED_WAITING));

        consumer.stop();

        await().atMost(RouteHarness.SOON).until(() -> callers.stream().noneMatch(Thread::isAlive));
    }
}
