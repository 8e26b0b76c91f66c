package io.github.camelplivo.mdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.support.RouteHarness;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A page moves the position only when its exchange has completed. Stories: camel-slack (position set before the
 * exchanges are processed), camel-telegram (a failed update is acknowledged), aws2-kinesis (position moved whatever
 * failed).
 */
class DeliveryTest {

    private static final int RECORDS = 100;

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

    @Test
    void redeliversAPageUntilItsRouteSucceeds() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        List<String> failed = new ArrayList<>();
        rig.start(r -> r.from(rig.uri()).process(exchange -> {
            if (failures.incrementAndGet() % 3 != 0) {
                failed.add(exchange.getMessage().getHeader(PlivoMdrConstants.PAGE_ID, String.class));
                throw new IllegalStateException("the database is down");
            }
        }).process(rig::deliver));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        // the same page was redelivered with the same id
        assertThat(new TreeSet<>(failed)).isEqualTo(new TreeSet<>(rig.pageIds));
    }

    @Test
    void takesAHandledFailureForSuccess() throws Exception {
        AtomicInteger dead = new AtomicInteger();
        rig.start(r -> {
            r.onException(IllegalStateException.class).handled(true).process(e -> dead.incrementAndGet());
            r.from(rig.uri()).process(rig::deliver).process(exchange -> {
                throw new IllegalStateException("poison");
            });
        });

        rig.awaitDelivered(RECORDS);
        await().atMost(RouteHarness.SOON).until(() -> dead.get() == rig.pageIds.size());

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** A rollback without an exception ends in the same callback as success. */
    @Test
    void takesARollbackForFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> r.from(rig.uri()).choice().when(exchange -> attempts.incrementAndGet() <= 3).rollback()
                .otherwise().process(rig::deliver));
        rig.awaitDelivered(RECORDS);
        rig.stopContext();

        AtomicInteger marked = new AtomicInteger();
        rig.delivered.clear();
        rig.start(r -> r.from(rig.uri()).choice().when(exchange -> marked.incrementAndGet() <= 3).markRollbackOnly()
                .otherwise().process(rig::deliver));
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void waitsForARouteThatContinuesInAnotherThread() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        rig.start(r -> r.from(rig.uri()).process(e -> most.accumulateAndGet(inFlight.incrementAndGet(), Math::max))
                .threads(4).delay(20).process(rig::deliver).process(e -> inFlight.decrementAndGet()));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(most).hasValue(1);
    }

    @Test
    void waitsForARouteBehindAQueueAndRedeliversThePageWhenThatFails() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> {
            r.from(rig.uri()).to("seda:later");
            r.from("seda:later").process(exchange -> {
                if (attempts.incrementAndGet() == 2) {
                    throw new IllegalStateException("failed later");
                }
            }).process(rig::deliver);
        });

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Story: Camel's scheduler drops a task that threw an Error, while the route says Started and health says UP. */
    @Test
    void continuesAfterAnError() throws Exception {
        rig.start(r -> {
            Random random = new Random(7);
            AtomicInteger looks = new AtomicInteger();
            r.getContext().getComponent("plivo-mdr", PlivoMdrComponent.class).setClock(new TestClock(Instant.now()) {
                @Override
                public Instant instant() {
                    if (looks.incrementAndGet() > 20 && random.nextInt(15) == 0) {
                        throw new NoSuchFieldError("Companion");
                    }
                    return Instant.now();
                }
            });
            r.from(rig.uri()).process(rig::deliver);
        });

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void redeliversThePageAfterAnOutOfMemoryErrorInTheRoute() throws Exception {
        continuesAfterAnOutOfMemoryErrorIn(fails -> exchange -> fails.run());
    }

    @Test
    void redeliversThePageAfterAnOutOfMemoryErrorInAnAsynchronousProcessor() throws Exception {
        continuesAfterAnOutOfMemoryErrorIn(fails -> new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                fails.run();
                callback.done(true);
                return true;
            }
        });
    }

    /** The second page fails once. */
    private void continuesAfterAnOutOfMemoryErrorIn(Function<Runnable, Processor> route) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Processor failing = route.apply(() -> {
            if (attempts.incrementAndGet() == 2) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        rig.start(r -> r.from(rig.uri("settle=1s")).process(failing).process(rig::deliver));
        rig.awaitDelivered(RECORDS);

        uuids.add(rig.plivo.account().add(Instant.now()));
        rig.awaitDelivered(RECORDS + 1);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(attempts).as("one page twice").hasValue(rig.pageIds.size() + 1);
    }

    @Test
    void deliversNewRecordsAsTheyCome() throws Exception {
        rig.start(r -> r.from(rig.uri("settle=1s")).process(rig::deliver));
        rig.awaitDelivered(RECORDS);

        uuids.add(rig.plivo.account().add(Instant.now()));
        rig.awaitDelivered(RECORDS + 1);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** CAMEL-13077: a wrong number of polled messages breaks idle back-off, greedy and the empty message. */
    @Test
    void anIdlePollSaysSoAndOnlyAnIdleOne() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        rig.start(r -> r.from(rig.uri("sendEmptyMessageWhenIdle=true", "greedy=true")).choice()
                .when(r.body().isNull()).process(e -> events.add("idle"))
                .otherwise().process(e -> events.add("page")).process(e -> {
                    if (events.size() <= 3) {
                        throw new IllegalStateException("not yet");
                    }
                }).process(rig::deliver));
        rig.awaitDelivered(RECORDS);

        await().atMost(RouteHarness.SOON).until(() -> events.contains("idle"));
        assertThat(events.subList(0, rig.pageIds.size() + 3)).containsOnly("page");
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Story: camel-telegram, whose exchanges carry an exception that is never thrown. */
    @Test
    void takesAnExceptionThatWasSetAndNotThrownForFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        rig.start(r -> r.from(rig.uri()).errorHandler(r.noErrorHandler()).process(exchange -> {
            if (attempts.incrementAndGet() <= 3) {
                exchange.setException(new IllegalStateException("refused"));
            } else {
                rig.deliver(exchange);
            }
        }));

        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }

    /** Story: Vector 14087, a timer at a fixed rate piled up requests on a slow server. */
    @Test
    void pollsThatPileUpOnASlowServerSendNothing() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        rig.plivo.onRequest(request -> {
            requests.incrementAndGet();
            reached.countDown();
            try {
                go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        rig.start(r -> r.from(rig.uri("useFixedDelay=false", "delay=1")).routeId("feed").process(rig::deliver));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        PlivoMdrConsumer consumer = (PlivoMdrConsumer) rig.context.getRoute("feed").getConsumer();

        // as a scheduler with more threads does
        assertThat(CompletableFuture.runAsync(() -> IntStream.range(0, 20).forEach(poll -> consumer.run())))
                .succeedsWithin(Duration.ofSeconds(10));
        assertThat(requests).hasValue(1);
        go.countDown();
        rig.awaitDelivered(RECORDS);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }
}
