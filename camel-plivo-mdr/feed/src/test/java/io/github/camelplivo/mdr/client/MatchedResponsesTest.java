package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.client.KeepAliveServer.Request;
import io.github.camelplivo.mdr.model.MdrPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** C7: a response that does not belong to the request is rejected. The server is a list of rows with minimal HTTP. */
@Timeout(60)
class MatchedResponsesTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final DateTimeFormatter TIME
            = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The second copy of a response arrives only after the next request, so nothing waits before it. */
    @Test
    void readsEveryWindowAlthoughResponsesAreDuplicated() throws Exception {
        List<String> late = new ArrayList<>();
        try (KeepAliveServer server = new KeepAliveServer((request, out) -> {
            String response = KeepAliveServer.ok(page(request, true, true));
            if (request.connection() % 2 == 1 && !late.isEmpty()) {
                KeepAliveServer.send(out, late.remove(0));
            } else {
                KeepAliveServer.send(out, response);
                late.add(response);
            }
        }); PlivoClient client = server.client()) {
            List<String> uuids = new ArrayList<>();
            for (int window = 0; window < 20; window++) {
                MdrPage page = client.list(window(window * 60, 60), Priority.LIVE, server.waiter);
                page.forEach(record -> uuids.add(record.getMessageUuid()));
            }

            assertThat(uuids).hasSize(20 * 6).doesNotHaveDuplicates();
            assertThat(client.requests()).as("attempts, each with a permit").isEqualTo(server.requests.size());
        }
    }

    @Test
    void refusesRowsOfAnotherTimeAfterItsRetries() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(page(request, false, true))));
             PlivoClient client = server.client()) {
            PlivoException e = list(client, server, window(60, 60));

            assertThat(e).isInstanceOf(PlivoMalformedException.class).hasMessageContaining("4 attempts");
            assertThat(e.getProblem()).contains("2026-11-20 00:01:00", "2026-11-20 00:02:00", "2026-11-20 01:59:50");
            assertThat(server.connections()).as("the connection of each response was dropped").isEqualTo(4);
        }
    }

    @Test
    void refusesRowsOfTheOtherDirection() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(page(request, true, false))));
             PlivoClient client = server.client()) {
            MessageQuery query = MessageQuery.builder().filter("message_direction", "inbound").timeGte(START)
                    .timeLt(START.plusSeconds(60)).build();

            assertThat(list(client, server, query)).isInstanceOf(PlivoMalformedException.class)
                    .hasMessageContaining("message_direction").hasMessageContaining("inbound");
        }
    }

    @Test
    void refusesAnotherRecord() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out,
                        KeepAliveServer.ok("{\"api_id\":\"a\",\"message_uuid\":\"other\",\"from_number\":\"12025550123\"}")));
             PlivoClient client = server.client()) {
            PlivoException e = catchThrowableOfType(PlivoException.class, () -> client.get("requested", server.waiter));

            assertThat(e).isInstanceOf(PlivoMalformedException.class).hasMessageContaining("4 attempts");
            assertThat(e.getProblem()).contains("requested", "other").doesNotContain("12025550123");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"limit\":20,\"offset\":0}", "{\"limit\":5,\"offset\":40}" })
    void refusesAnotherPageOfTheList(String meta) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out,
                        KeepAliveServer.ok("{\"api_id\":\"a\",\"meta\":" + meta + ",\"objects\":[]}")));
             PlivoClient client = server.client()) {
            PlivoException e = list(client, server, MessageQuery.builder().offset(40).limit(20).build());

            assertThat(e).isInstanceOf(PlivoMalformedException.class).hasMessageContaining("4 attempts");
        }
    }

    @Test
    void refusesMoreRowsThanRequested() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(
                        "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"a\"},{\"message_uuid\":\"b\"}]}")));
             PlivoClient client = server.client()) {
            assertThat(list(client, server, MessageQuery.builder().limit(1).build()))
                    .isInstanceOf(PlivoMalformedException.class).hasMessageContaining("2 rows");
        }
    }

    /** Rows just outside may be Plivo's rounding, or another window: a second look on another connection decides. */
    @Test
    void acceptsRowsJustOutsideIfTheyAreRepeated() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(rows("2026-11-20 00:01:00.4"))));
             PlivoClient client = server.client()) {
            assertThat(client.list(window(0, 60), Priority.LIVE, server.waiter)).hasSize(1);

            assertThat(client.requests()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(client.mismatches()).as("rounding is no mismatch").isZero();
        }
    }

    @Test
    void dropsRowsJustOutsideIfTheRightOnesFollow() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out,
                        KeepAliveServer.ok(rows(request.connection() == 1 ? "2026-11-20 00:01:00" : "2026-11-20 00:00:59"))));
             PlivoClient client = server.client()) {
            MdrPage page = client.list(window(0, 60), Priority.LIVE, server.waiter);

            assertThat(page.get(0).getMessageTime().getSecond()).isEqualTo(59);
            assertThat(client.mismatches()).isEqualTo(1);
        }
    }

    @Test
    void acceptsRowsJustOutsideIfThereIsNoRetry() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(rows("2026-11-20 00:01:00"))))) {
            PlivoServer.Settings settings = new PlivoServer.Settings(URI.create("http://127.0.0.1:" + server.port()));
            settings.maxRetries = 0;
            try (PlivoClient client = server.client(settings)) {
                assertThat(client.list(window(0, 60), Priority.LIVE, server.waiter)).hasSize(1);
            }
        }
    }

    @Test
    void countsMismatchesAndLogsThemOnceAnHour() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(MismatchLog.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out, KeepAliveServer.ok(rows("2026-11-01 00:00:00"))));
             PlivoClient client = server.client()) {
            list(client, server, window(0, 60));
            assertThat(lines.list).filteredOn(line -> line.getLevel() == Level.WARN).hasSize(1);

            server.waiter.pause(Duration.ofHours(1));
            list(client, server, window(0, 60));

            assertThat(client.mismatches()).isEqualTo(8);
            assertThat(lines.list).filteredOn(line -> line.getLevel() == Level.WARN)
                    .extracting(ILoggingEvent::getFormattedMessage).hasSize(2)
                    .allMatch(line -> line
                            .contains(" of account " + PlivoServer.AUTH_ID
                                      + " does not match its request: requested message_time__gte=2026-11-20 00:00:00"));
        } finally {
            logger.detachAppender(lines);
        }
    }

    private static String rows(String... times) {
        StringBuilder rows = new StringBuilder();
        for (String time : times) {
            rows.append(rows.isEmpty() ? "" : ",").append("{\"message_uuid\":\"u\",\"message_time\":\"").append(time)
                    .append("+00:00\"}");
        }
        return "{\"api_id\":\"a\",\"meta\":{\"limit\":20,\"offset\":0,\"next\":null},\"objects\":[" + rows + "]}";
    }

    private static PlivoException list(PlivoClient client, KeepAliveServer server, MessageQuery query) {
        return catchThrowableOfType(PlivoException.class, () -> client.list(query, Priority.LIVE, server.waiter));
    }

    private static MessageQuery window(int from, int seconds) {
        return MessageQuery.builder().build().withWindow(START.plusSeconds(from), START.plusSeconds(from + seconds));
    }

    /** A row every ten seconds for two hours, in turns inbound and outbound, newest first. */
    private static String page(Request request, boolean byTime, boolean byDirection) {
        List<String> rows = new ArrayList<>();
        for (int i = 719; i >= 0 && rows.size() < 20; i--) {
            String time = TIME.format(START.plus(Duration.ofSeconds(10L * i)));
            String direction = i % 2 == 0 ? "inbound" : "outbound";
            String requested = request.parameter("message_direction");
            if (byTime && (time.compareTo(request.parameter("message_time__gte")) < 0
                    || time.compareTo(request.parameter("message_time__lt")) >= 0)
                    || byDirection && requested != null && !requested.equals(direction)) {
                continue;
            }
            rows.add("{\"message_uuid\":\"u" + i + "\",\"message_time\":\"" + time + "+00:00\",\"message_direction\":\""
                     + direction + "\"}");
        }
        return "{\"api_id\":\"a\",\"meta\":{\"limit\":20,\"offset\":0,\"next\":null,\"previous\":null},\"objects\":"
               + rows.stream().collect(Collectors.joining(",", "[", "]")) + "}";
    }
}
