package io.github.camelplivo.mdr.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The token gives access to the account: Plivo receives it unchanged, and it appears nowhere else. */
class TokenSecrecyTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    @ParameterizedTest
    @ValueSource(strings = {
            "to:ken", "ünïcode-токен-😀", "quo\"te'd", "100%25 sure", "a@b/c?d#e", "RAW(x)", "with blanks", "x" })
    void tokensMayHoldAnyCharacter(String token) throws Exception {
        try (PlivoServer server = new PlivoServer(simulator -> simulator, settings -> settings, token)) {
            String uuid = server.add();

            assertThat(server.client.get(uuid, server.waiter).getMessageUuid()).isEqualTo(uuid);
            assertThat(server.plivo.requests().get(0).headers().get("Authorization")).isEqualTo("Basic " + basic(token));
        }
    }

    @Test
    void noExceptionShowsTheToken() {
        for (Fault fault : List.of(Fault.unauthorized(), ConnectionFault.reset(), Fault.okHtml(), Fault.tooManyRequests("1"),
                Fault.serverError(),
                Fault.status(400, "text/plain", "bad header: Authorization: Basic " + basic(PlivoServer.TOKEN)),
                Fault.status(200, "text/html", "<h1>" + PlivoServer.TOKEN + "</h1>"),
                Fault.status(400, "text/plain", "x".repeat(285) + PlivoServer.TOKEN),
                Fault.status(400, "text/plain", "x".repeat((1 << 16) - 10) + PlivoServer.TOKEN),
                Fault.status(500, "application/json",
                        "{\"api_id\":\"" + PlivoServer.TOKEN + "\",\"error\":{\"x\":\"" + PlivoServer.TOKEN + "\"}}"),
                Fault.redirect("https://elsewhere.example/?token=" + PlivoServer.TOKEN))) {
            try (PlivoServer server = new PlivoServer()) {
                server.plivo.faults().always(fault);

                assertSilent(catchThrowableOfType(PlivoException.class,
                        () -> server.client.list(ALL, Priority.BACKFILL, server.waiter)));
            }
        }
    }

    /** HttpClient's own wire and header loggers show it at DEBUG; PlivoClient's Javadoc says to disable them. */
    @Test
    void noLogLineShowsTheToken() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger headers = (Logger) LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
        Logger wire = (Logger) LoggerFactory.getLogger("org.apache.hc.client5.http.wire");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.setLevel(Level.TRACE);
        headers.setLevel(Level.INFO);
        wire.setLevel(Level.INFO);
        root.addAppender(lines);
        try (PlivoServer server = new PlivoServer()) {
            server.plivo.faults().next(Fault.tooManyRequests("1")).next(ConnectionFault.reset()).next(Fault.unavailableHtml());
            server.client.list(MessageQuery.builder().filter("from_number", "12025550123").build(), Priority.BACKFILL,
                    server.waiter);
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }

        List<ILoggingEvent> all = new ArrayList<>(lines.list);
        assertThat(all).extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("Attempt 1 failed, next one in 1000 ms: status 429 from http"))
                .noneMatch(line -> line.contains(PlivoServer.TOKEN) || line.contains(basic(PlivoServer.TOKEN)));
        assertThat(all).filteredOn(event -> event.getLoggerName().startsWith("io.github.camelplivo.mdr.client"))
                .extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains("12025550123"));
    }

    private static void assertSilent(PlivoException e) {
        StringBuilder told = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            told.append(cause).append('\n');
            for (Throwable suppressed : cause.getSuppressed()) {
                told.append(suppressed).append('\n');
            }
        }
        told.append(e.getUri()).append(e.getStatusText()).append(e.getRedirectLocation()).append(e.getResponseHeaders())
                .append(e.getResponseBody());
        assertThat(told.toString()).doesNotContain(PlivoServer.TOKEN.substring(0, 8), basic(PlivoServer.TOKEN), "Basic ey");
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString((PlivoServer.AUTH_ID + ":" + token).getBytes(StandardCharsets.UTF_8));
    }
}
