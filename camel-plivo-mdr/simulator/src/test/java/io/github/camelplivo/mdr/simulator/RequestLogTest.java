package io.github.camelplivo.mdr.simulator;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(PlivoSimulatorExtension.class)
class RequestLogTest {

    @Test
    void listsTheRequestsOldestFirst(PlivoSimulator plivo) {
        Reader reader = new Reader(plivo);
        reader.get(reader.listPath() + "?from_number=%2B1202+555&limit=5&limit=6&flag");
        reader.message("some-uuid");
        reader.get("/elsewhere");

        assertThat(plivo.requests()).extracting(ReceivedRequest::kind).containsExactly(
                ReceivedRequest.Kind.LIST, ReceivedRequest.Kind.GET, ReceivedRequest.Kind.OTHER);
        assertThat(plivo.requests()).extracting(ReceivedRequest::status).containsExactly(200, 404, 404);
        ReceivedRequest first = plivo.requests().get(0);
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.path()).isEqualTo(reader.listPath());
        assertThat(first.query()).isEqualTo(Map.of("from_number", "+1202 555", "limit", "5", "flag", ""));
        assertThat(first.headers()).containsKey("AUTHORIZATION").containsKey("Host");
    }

    @Test
    void aHookReceivesTheRequestBeforeTheResponse(PlivoSimulator plivo) {
        plivo.onRequest(request -> assertThat(request.status()).isZero());
        plivo.onRequest(request -> assertThat(plivo.requests()).isEmpty());

        assertThat(new Reader(plivo).list().statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheLastRequestsOnly() {
        RequestLog log = new RequestLog();
        for (int i = 0; i <= RequestLog.KEPT; i++) {
            log.add(new ReceivedRequest(TestClock.NOW, ReceivedRequest.Kind.OTHER, "GET", "/" + i, Map.of(), Map.of(), 404));
        }
        assertThat(log.all()).hasSize(RequestLog.KEPT).first().extracting(ReceivedRequest::path).isEqualTo("/1");
    }
}
