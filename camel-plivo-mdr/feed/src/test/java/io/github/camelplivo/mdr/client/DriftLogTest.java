package io.github.camelplivo.mdr.client;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each change of records is logged once, however often it occurs. */
class DriftLogTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    private final PlivoServer server = new PlivoServer();
    private final LogLines log = new LogLines();

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    @Test
    void logsEachChangeOnce() throws Exception {
        String row = "\"message_uuid\":\"u\",\"x_new\":\"12025550123\",\"units\":{\"n\":1},\"message_type\":\"rcs\"";
        for (int i = 0; i < 3; i++) {
            respond("{\"api_id\":\"a\",\"objects\":[{" + row + "},{" + row + "}]}");
            assertThat(server.client.list(ALL, Priority.LIVE, server.waiter)).hasSize(2);
            respond("{\"api_id\":\"a\"," + row + ",\"x_other\":null}");
            assertThat(server.client.get("u", server.waiter).text("x_new")).isEqualTo("12025550123");
        }

        assertThat(server.client.schemaDrifts()).isEqualTo(4);
        assertThat(log.all(DriftLog.class, Level.INFO)).hasSize(4)
                .allMatch(line -> line.startsWith("INFO Plivo's records have changed: "))
                .noneMatch(line -> line.contains("12025550123"));
        assertThat(log.all(DriftLog.class, Level.INFO).get(0)).contains("x_new is a new field.");
        assertThat(log.all(DriftLog.class, Level.INFO)).anyMatch(line -> line.contains("message_type has the new word 'rcs'."));
    }

    @Test
    void logsNothingForDocumentedRecords() throws Exception {
        respond("{\"api_id\":\"a\",\"message_uuid\":\"u\",\"units\":1,\"message_state\":\"sent\"}");
        server.client.get("u", server.waiter);

        assertThat(server.client.schemaDrifts()).isZero();
        assertThat(log.all(DriftLog.class, Level.INFO)).isEmpty();
    }

    @Test
    void endlesslyNewNamesFillNeitherMemoryNorLog() throws Exception {
        for (int i = 0; i < 3; i++) {
            String request = "r" + i + "_";
            respond("{\"message_uuid\":\"u\"" + IntStream.range(0, 80).mapToObj(n -> ",\"" + request + n + "\":1")
                    .collect(Collectors.joining())
                    + "}");
            server.client.get("u", server.waiter);
        }

        assertThat(server.client.schemaDrifts()).isEqualTo(DriftLog.MAX);
        assertThat(log.all(DriftLog.class, Level.INFO)).hasSize(DriftLog.MAX).last().asString()
                .contains("further changes are not logged (limit 100)");
    }

    @Test
    void aHostileNameIsOneShortLineWithoutTheToken() throws Exception {
        respond("{\"message_uuid\":\"u\",\"\\r\\n\\u0000WARN forged\":1,\"" + "n".repeat(10_000) + "\":1,\" \":1,"
                + "\"" + "n".repeat(115) + PlivoServer.TOKEN + "\":1,\"message_state\":\"" + "w".repeat(10_000) + "\"}");
        server.client.get("u", server.waiter);

        assertThat(log.all(DriftLog.class, Level.INFO)).hasSize(5).allMatch(line -> line.length() < 500)
                .noneMatch(line -> line.contains("\n") || line.contains("\r") || line.contains("\0"))
                .noneMatch(line -> line.contains(PlivoServer.TOKEN.substring(0, 5)));
    }

    private void respond(String json) {
        server.plivo.faults().next(Fault.status(200, "application/json", json));
    }
}
