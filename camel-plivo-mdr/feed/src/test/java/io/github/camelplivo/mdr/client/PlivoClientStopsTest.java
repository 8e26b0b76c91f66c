package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * CAMEL-12880, plivo-node PR#38: a request that hangs must neither stop polling permanently nor keep a route from
 * stopping.
 */
class PlivoClientStopsTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    private final PlivoServer server = new PlivoServer();
    private final CancellationSource signal = new CancellationSource();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stopsWhileItWaitsForAResponse() throws Exception {
        server.plivo.faults().always(ConnectionFault.stall(Duration.ofMinutes(5)));
        CountDownLatch received = new CountDownLatch(1);
        server.plivo.onRequest(request -> received.countDown());
        CompletableFuture<Void> list = list();
        assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();

        signal.stop();

        assertStopped(list);
        assertThat(server.client.requests()).isEqualTo(1);
    }

    @Test
    void stopsWhileWaitingForARetry() {
        server.plivo.faults().always(Fault.tooManyRequests("100"));
        CompletableFuture<Void> list = list();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !server.plivo.requests().isEmpty());

        signal.stop();

        assertStopped(list);
    }

    @Test
    void sendsNothingWhenStoppedBefore() {
        signal.stop();

        assertThatThrownBy(() -> server.client.list(ALL, Priority.BACKFILL, signal)).isInstanceOf(InterruptedException.class);

        assertThat(server.plivo.requests()).isEmpty();
    }

    @Test
    void worksAgainAfterAReset() throws Exception {
        signal.stop();
        assertThatThrownBy(() -> server.client.list(ALL, Priority.BACKFILL, signal)).isInstanceOf(InterruptedException.class);

        signal.reset();
        // the budget goes by the clock of the simulated server
        server.waiter.pause(Duration.ofSeconds(1));

        assertThat(server.client.list(ALL, Priority.BACKFILL, signal)).isEmpty();
    }

    @Test
    void failsWithAClearMessageAfterItWasClosed() {
        server.client.close();

        assertThatThrownBy(() -> server.client.list(ALL, Priority.BACKFILL, server.waiter))
                .isInstanceOf(PlivoUnavailableException.class);
    }

    private CompletableFuture<Void> list() {
        return CompletableFuture.runAsync(() -> {
            try {
                server.client.list(ALL, Priority.BACKFILL, signal);
            } catch (PlivoException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertStopped(CompletableFuture<Void> list) {
        assertThatThrownBy(() -> list.get(10, TimeUnit.SECONDS)).hasStackTraceContaining("InterruptedException")
                .hasStackTraceContaining("topped");
    }
}
