package io.github.camelplivo.mdr.client;

import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelplivo.mdr.budget.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Bytes that wait on a connection before a request is sent are not the response to that request. */
@Timeout(60)
class UnaskedBytesTest {

    private static final String TIME_OUT = KeepAliveServer.response("408 Request Time-out", "Connection: close\r\n", "");

    /** C8: a load balancer sends a 408 on an idle connection, and closes it. */
    @Test
    void doesNotReadTheTimeoutMessageOfAnIdleConnectionAsAResponse() throws Exception {
        AtomicReference<OutputStream> last = new AtomicReference<>();
        try (KeepAliveServer server = new KeepAliveServer((request, out) -> {
            last.set(out);
            KeepAliveServer.send(out, KeepAliveServer.ok(record(request)));
        }); PlivoClient client = server.client()) {
            for (int i = 1; i <= 10; i++) {
                assertThat(client.get("uuid-" + i, server.waiter).getMessageUuid()).isEqualTo("uuid-" + i);

                KeepAliveServer.send(last.get(), TIME_OUT);
                last.get().close();
            }

            assertThat(client.requests()).as("attempts").isEqualTo(10);
            assertThat(server.connections()).isEqualTo(10);
        }
    }

    /** C7: a middlebox sends a response twice; the second copy waits when the next request is sent. */
    @Test
    void doesNotReadTheSecondCopyOfAResponseAsTheNextOne() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer((request, out) -> {
            String response = KeepAliveServer.ok(record(request));
            KeepAliveServer.send(out, response + response);
        }); PlivoClient client = server.client()) {
            for (int i = 1; i <= 10; i++) {
                assertThat(client.get("uuid-" + i, server.waiter).getMessageUuid()).isEqualTo("uuid-" + i);
            }

            assertThat(client.requests()).as("attempts").isEqualTo(10);
        }
    }

    /** Only their times distinguish rows of two windows, and an empty list has none. */
    @Test
    void doesNotReadTheSecondCopyOfAnEmptyListAsTheNextOne() throws Exception {
        String empty
                = KeepAliveServer.ok("{\"api_id\":\"a\",\"meta\":{\"limit\":20,\"offset\":0,\"next\":null},\"objects\":[]}");
        String one = KeepAliveServer.ok("{\"api_id\":\"b\",\"meta\":{\"limit\":20,\"offset\":0,\"next\":null},"
                                        + "\"objects\":[{\"message_uuid\":\"u\",\"message_time\":\"2026-11-20 00:00:01+00:00\"}]}");
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, request.number() == 1 ? empty + empty : one));
             PlivoClient client = server.client()) {
            Instant start = Instant.parse("2026-11-20T00:00:00Z");
            MessageQuery query = MessageQuery.builder().build().withWindow(start, start.plusSeconds(60));

            assertThat(client.list(query, Priority.LIVE, server.waiter)).isEmpty();
            assertThat(client.list(query, Priority.LIVE, server.waiter)).hasSize(1);
        }
    }

    @Test
    void usesAnotherConnectionIfOneWasClosedSilently() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer((request, out) -> {
            KeepAliveServer.send(out, KeepAliveServer.ok(record(request)));
            out.close();
        }); PlivoClient client = server.client()) {
            for (int i = 1; i <= 10; i++) {
                assertThat(client.get("uuid-" + i, server.waiter).getMessageUuid()).isEqualTo("uuid-" + i);
            }

            assertThat(client.requests()).as("attempts").isEqualTo(10);
        }
    }

    @Test
    void keepsAConnectionThatIsSilent() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(record(request))));
             PlivoClient client = server.client()) {
            for (int i = 1; i <= 50; i++) {
                client.get("uuid-" + i, server.waiter);
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "408 Request Time-out", "421 Misdirected Request", "425 Too Early" })
    void retriesOnAnotherConnectionIfThisOneWasRefused(String status) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out,
                        request.connection() == 1
                                ? KeepAliveServer.response(status, "", "") : KeepAliveServer.ok(record(request))));
             PlivoClient client = server.client()) {
            assertThat(client.get("uuid-1", server.waiter).getMessageUuid()).isEqualTo("uuid-1");
            assertThat(client.requests()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "408 Request Time-out", "421 Misdirected Request", "425 Too Early" })
    void isUnavailableWhereThatDoesNotHelp(String status) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.response(status, "", "")));
             PlivoClient client = server.client()) {
            PlivoException e = catchThrowableOfType(PlivoException.class, () -> client.get("u", server.waiter));

            assertThat(e).isInstanceOf(PlivoUnavailableException.class).hasMessageContaining("4 attempts");
            assertThat(e.getStatusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
        }
    }

    private static String record(KeepAliveServer.Request request) {
        String[] path = request.target().split("/");
        return "{\"api_id\":\"a\",\"message_uuid\":\"" + path[path.length - 1] + "\"}";
    }
}
