package io.github.camelplivo.mdr;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.BadResponses;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A poll that Plivo disturbs fails with the cause, and the feed continues where it was, without losing or repeating a
 * record.
 */
@Tag("slow")
class ConsumerErrorsTest {

    private static final int RECORDS = 100;

    private final CamelAtPlivo at = new CamelAtPlivo();

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.support.BadResponses#all")
    void continuesAfterTheError(Fault fault, Class<? extends PlivoMdrException> type, int status) throws Exception {
        List<String> uuids = at.add(RECORDS, 30);
        fromTheThirdRequestOn(fault);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class).handled(true).to("mock:errors");
                from(feed("bridgeErrorHandler=true&" + BadResponses.responseTimeout(fault))).split(body()).to("mock:records");
            }
        });

        MockEndpoint errors = at.mock("errors");
        await().atMost(60, SECONDS).until(() -> errors.getReceivedCounter() > 1);
        Exception caught = errors.getReceivedExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        assertThat(caught).isExactlyInstanceOf(type);
        assertThat(((PlivoMdrException) caught).getStatusCode()).isEqualTo(status);
        at.plivo.faults().clear();

        await().atMost(60, SECONDS).until(() -> delivered().size() >= RECORDS);
        assertThat(delivered()).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void continuesIfTheRouteHandlesNoErrors() throws Exception {
        List<String> uuids = at.add(RECORDS, 30);
        fromTheThirdRequestOn(Fault.unavailableHtml());
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("runLoggingLevel=OFF")).split(body()).to("mock:records");
            }
        });

        await().atMost(60, SECONDS).until(() -> failures() > 2);
        at.plivo.faults().clear();

        await().atMost(60, SECONDS).until(() -> delivered().size() >= RECORDS);
        oneMorePoll();
        assertThat(delivered()).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void aPassingErrorIsRetriedInsideThePoll() throws Exception {
        List<String> uuids = at.add(RECORDS, 30);
        at.plivo.faults().next(Fault.unavailableHtml()).next(ConnectionFault.reset());
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).to("mock:errors");
                from(feed("bridgeErrorHandler=true&maxRetries=2")).split(body()).to("mock:records");
            }
        });

        await().atMost(60, SECONDS).until(() -> delivered().size() >= RECORDS);
        assertThat(delivered()).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(at.mock("errors").getReceivedCounter()).isZero();
    }

    private void fromTheThirdRequestOn(Fault fault) {
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> {
            if (requests.incrementAndGet() == 3) {
                at.plivo.faults().always(fault);
            }
        });
    }

    private long failures() {
        return at.plivo.requests().stream().filter(request -> request.status() == 503).count();
    }

    /** Records of the last second settle while the test runs, so each poll eventually sends a request. */
    private void oneMorePoll() {
        int requests = at.plivo.requests().size();
        await().atMost(60, SECONDS).until(() -> at.plivo.requests().size() > requests + 1);
    }

    private List<String> delivered() {
        return at.mock("records").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(MessageDetailRecord.class).getMessageUuid())
                .toList();
    }
}
