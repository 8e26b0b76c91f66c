package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A page is acknowledged by the final state of its exchange, also if the completion itself fails or is lost. */
class PageCompletionTest {

    private static final int RECORDS = 50;

    private final RouteHarness rig = new RouteHarness();
    private final List<String> uuids = new ArrayList<>();

    @BeforeEach
    void fill() {
        Instant minuteAgo = Instant.now().minusSeconds(60);
        for (int i = 0; i < RECORDS; i++) {
            uuids.add(rig.plivo.account().add(minuteAgo.plusMillis(i)));
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Simulates a transaction that is committed when the exchange completes, like camel-kafka's. */
    private final class Commit extends SynchronizationAdapter {

        private final int order;
        private final AtomicInteger commits;

        Commit(int order, AtomicInteger commits) {
            this.order = order;
            this.commits = commits;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (commits.incrementAndGet() == 2) {
                exchange.setException(new IllegalStateException("the commit failed"));
            } else {
                rig.deliver(exchange);
            }
        }

        @Override
        public int getOrder() {
            return order;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { Integer.MIN_VALUE, 0, Integer.MAX_VALUE })
    void aCommitThatFailsInACompletionRedeliversThePage(int order) throws Exception {
        AtomicInteger commits = new AtomicInteger();
        rig.start(r -> r.from(rig.uri())
                .process(exchange -> exchange.getExchangeExtension().addOnCompletion(new Commit(order, commits))));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void aCommitThatFailsBehindAQueueRedeliversThePage() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        rig.start(r -> {
            r.from(rig.uri()).to("seda:later");
            r.from("seda:later")
                    .process(exchange -> exchange.getExchangeExtension()
                            .addOnCompletion(new Commit(Integer.MAX_VALUE, commits)));
        });

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void aRollbackThatACompletionMarksRedeliversThePage() throws Exception {
        AtomicInteger completions = new AtomicInteger();
        rig.start(r -> r.from(rig.uri()).process(exchange -> exchange.getExchangeExtension().addOnCompletion(
                new SynchronizationAdapter() {
                    @Override
                    public void onComplete(Exchange completed) {
                        if (completions.incrementAndGet() == 2) {
                            completed.setRollbackOnly(true);
                        } else {
                            rig.deliver(completed);
                        }
                    }
                })));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void anExceptionThatACompletionRemovesIsStillAFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> r.from(rig.uri()).process(exchange -> {
            exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
                @Override
                public void onComplete(Exchange completed) {
                    rig.deliver(completed);
                }

                @Override
                public void onFailure(Exchange failed) {
                    failed.setException(null);
                }
            });
            if (attempts.incrementAndGet() == 2) {
                throw new IllegalStateException("the database is down");
            }
        }));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** The queue took over the page, but the route that sent it there failed afterwards. */
    @Test
    void aRouteThatFailsAfterItSentThePageToAQueueRedeliversIt() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> {
            r.from(rig.uri()).to("seda:copies").process(exchange -> {
                if (attempts.incrementAndGet() == 2) {
                    throw new IllegalStateException("the database is down");
                }
            }).process(rig::deliver);
            r.from("seda:copies").log("copied");
        });

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Camel has passed the completion to the exchange that the full queue rejected. */
    @Test
    void aPageThatFoundAQueueFullIsRedelivered() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> {
            r.from(rig.uri()).routeId("feed").autoStartup(false).process(e -> attempts.incrementAndGet())
                    .to("seda:later?size=1");
            r.from("seda:later?size=1").routeId("later").autoStartup(false).choice()
                    .when(r.body().isNotEqualTo("in the way")).process(rig::deliver);
        });
        rig.context.createProducerTemplate().sendBody("seda:later?size=1", "in the way");
        rig.context.getRouteController().startRoute("feed");
        await().atMost(RouteHarness.SOON).until(() -> attempts.get() >= 2);

        rig.context.getRouteController().startRoute("later");
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** No exception, and a completion that is never called. */
    @Test
    void aPageThatAFullQueueDiscardedIsRedelivered() throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        List<Object> attempts = new CopyOnWriteArrayList<>();
        String queue = "seda:later?size=1&discardWhenFull=true";
        rig.start(r -> {
            r.from(rig.uri()).routeId("feed").autoStartup(false)
                    .process(e -> attempts.add(e.getMessage().getHeader(PlivoMdrConstants.PAGE_ID))).to(queue);
            r.from(queue).routeId("later").autoStartup(false).choice()
                    .when(r.body().isNotEqualTo("in the way")).process(rig::deliver).otherwise()
                    .process(e -> seen.set(true));
        });
        rig.context.createProducerTemplate().sendBody(queue, "in the way");
        rig.context.getRouteController().startRoute("feed");
        awaitWithGarbageCollected(() -> attempts.size() >= 2);

        rig.context.getRouteController().startRoute("later");
        await().atMost(RouteHarness.SOON).untilTrue(seen);
        awaitWithGarbageCollected(() -> rig.delivered.size() >= RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(attempts.get(1)).isEqualTo(attempts.get(0));
    }

    @Test
    void aPageWaitsForItsPartsBehindAQueue() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> {
            r.from(rig.uri()).split(r.body()).process(new AwaitedByPage()).to("seda:records");
            r.from("seda:records?concurrentConsumers=3").process(exchange -> {
                if (attempts.incrementAndGet() == 25) {
                    throw new IllegalStateException("the database is down");
                }
                rig.delivered.add(exchange.getMessage().getBody(MessageDetailRecord.class).getMessageUuid());
            });
        });

        await().atMost(RouteHarness.SOON).until(() -> rig.distinct().size() == RECORDS);

        // one page is redelivered
        assertThat(rig.delivered).hasSizeBetween(RECORDS + 9, RECORDS + 19);
    }

    private static void awaitWithGarbageCollected(Callable<Boolean> condition) {
        await().atMost(RouteHarness.SOON).until(() -> {
            System.gc();
            return condition.call();
        });
    }
}
