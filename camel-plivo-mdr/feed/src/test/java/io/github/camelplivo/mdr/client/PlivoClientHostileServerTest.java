package io.github.camelplivo.mdr.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Trap 24, and faults of a load balancer: no response may block a thread or fill the memory. */
@Timeout(60)
class PlivoClientHostileServerTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final RecordingCancellation waiter = new RecordingCancellation();

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 2000000000\r\n\r\n", "Connection: close\r\n\r\n" })
    void stopsReadingABodyThatIsTooLarge(String framing) throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer(out -> {
            RawServer.send(out, OK + framing);
            byte[] block = new byte[8192];
            try {
                while (true) {
                    out.write(block);
                    sent.addAndGet(block.length);
                }
            } catch (IOException e) {
                gone.countDown();
            }
        })) {
            PlivoException e = fail(server, server.settings());

            assertThat(e).isInstanceOf(PlivoMalformedException.class).hasMessageContaining("larger than 1048576 bytes");
            assertThat(e.getResponseBody()).hasSize(1 << 16);
            assertThat(gone.await(30, TimeUnit.SECONDS)).as("the connection was closed").isTrue();
            // bytes that were read, and those in the buffers of both sockets
            assertThat(sent).hasValueLessThan(32L << 20);
            assertThat(server.heads).hasSize(1);
        }
    }

    @Test
    void unpacksNoBomb() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        try (RawServer server = new RawServer(out -> {
            RawServer.send(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n");
            bomb.writeTo(out);
            out.flush();
        })) {
            assertThat(bomb.size()).isLessThan(1 << 20);
            assertThat(fail(server, server.settings())).isInstanceOf(PlivoMalformedException.class)
                    .hasMessageContaining("larger than 1048576 bytes");
        }
    }

    @Test
    void recognizesAnErrorOfAnySize() throws Exception {
        try (RawServer server = new RawServer(
                out -> RawServer.send(out,
                        "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n<title>lost</title>" + "x".repeat(3 << 20)))) {
            assertThat(fail(server, server.settings())).isInstanceOf(PlivoNotFoundException.class)
                    .hasMessageContaining(": lost (");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 200", OK + "Content-Length: 1000\r\n\r\n", OK + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" })
    void doesNotWaitForAServerThatDrips(String start) throws Exception {
        AtomicInteger drops = new AtomicInteger();
        try (RawServer server = new RawServer(out -> {
            RawServer.send(out, start);
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                RawServer.send(out, " ");
                drops.incrementAndGet();
            }
        })) {
            PlivoServer.Settings settings = server.settings();
            settings.connectTimeout = Duration.ofMillis(200);
            settings.responseTimeout = Duration.ofMillis(800);
            settings.maxRetries = 1;

            PlivoException e = fail(server, settings);

            assertThat(e).isInstanceOf(PlivoUnavailableException.class).hasMessageContaining("no complete response from ")
                    .hasMessageContaining("time-out after 1.8s (connectTimeout + 2 x responseTimeout)");
            assertThat(e.getAttempts()).isEqualTo(2);
            assertThat(drops).as("it did drip").hasPositiveValue();
        }
    }

    @Test
    void doesNotWaitForSilence() throws Exception {
        try (RawServer server = new RawServer(out -> new CountDownLatch(1).await(1, TimeUnit.MINUTES))) {
            PlivoServer.Settings settings = server.settings();
            settings.responseTimeout = Duration.ofMillis(300);
            settings.maxRetries = 0;

            assertThat(fail(server, settings)).isInstanceOf(PlivoUnavailableException.class)
                    .hasMessageContaining("time-out after 0.3s (responseTimeout)").hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void readsNoEndlessHead() throws Exception {
        try (RawServer server = new RawServer(out -> {
            RawServer.send(out, OK);
            while (true) {
                RawServer.send(out, "X-Filler: " + "x".repeat(1000) + "\r\n");
            }
        })) {
            PlivoServer.Settings settings = server.settings();
            settings.maxRetries = 0;

            assertThat(fail(server, settings)).isInstanceOf(PlivoUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "not http at all\r\n\r\n", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: odd\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 304 Not Modified\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n" })
    void failsWithItsOwnMessageForAnyResponse(String response) throws Exception {
        try (RawServer server = new RawServer(out -> RawServer.send(out, response))) {
            assertThat(fail(server, server.settings())).isInstanceOfAny(PlivoUnavailableException.class,
                    PlivoMalformedException.class);
        }
    }

    @Test
    void saysThatTheConnectionWasRefused() throws Exception {
        RawServer server = new RawServer(out -> {
        });
        server.close();

        assertThat(fail(server, server.settings())).isInstanceOf(PlivoUnavailableException.class)
                .hasMessageContaining("no connection: ").hasMessageContaining("4 attempts");
    }

    private PlivoException fail(RawServer server, PlivoServer.Settings settings) {
        try (PlivoClient client
                = new PlivoClient(
                        settings.build(), new RequestBudget("MAACCOUNT", 60_000, 1000, waiter::nanoTime), new DriftLog(),
                        () -> 0,
                        waiter.clock())) {
            return catchThrowableOfType(PlivoException.class, () -> client.list(ALL, Priority.BACKFILL, waiter));
        }
    }
}
