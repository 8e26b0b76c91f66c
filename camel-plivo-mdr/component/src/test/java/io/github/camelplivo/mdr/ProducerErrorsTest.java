package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Map;

import io.github.camelplivo.mdr.client.PlivoMdrException;
import io.github.camelplivo.mdr.client.PlivoMdrRateLimitedException;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.BadAnswers;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HttpResponseAware;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each bad answer has its own exception in the exchange, and a route can tell them apart as it does with camel-http.
 */
@Tag("slow")
class ProducerErrorsTest {

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.BadAnswers#all")
    void everyOperationFailsWithTheSame(Fault fault, Class<? extends PlivoMdrException> type, int status) {
        at.plivo.faults().always(fault);

        for (String options : new String[] { "messageUuid=u-1", "operation=list" }) {
            Exchange asked = at.ask(options + "&" + BadAnswers.responseTimeout(fault), Map.of());
            Exception e = asked.getException();
            assertThat(e).as(options).isExactlyInstanceOf(type).isInstanceOf(HttpResponseAware.class);
            assertThat(((PlivoMdrException) e).getStatusCode()).isEqualTo(status);
            assertThat(asked.getMessage().getBody()).isNull();
        }
        assertThat(at.plivo.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.BadAnswers#all")
    void listAllFailsWhereItIsWalked(Fault fault, Class<? extends PlivoMdrException> type, int status) throws Exception {
        at.plivo.faults().always(fault);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll&" + BadAnswers.responseTimeout(fault))).split(body()).streaming()
                        .to("mock:records");
            }
        });

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        PlivoMdrException e = ObjectHelper.getException(type, walked.getException());
        assertThat(e).isNotNull();
        assertThat(e.getStatusCode()).isEqualTo(status);
        assertThat(at.mock("records").getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.BadAnswers#all")
    void onExceptionChoosesByStatusCode(Fault fault, Class<? extends PlivoMdrException> type, int status) throws Exception {
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .onWhen(e -> caught(e).getStatusCode() == status).handled(true)
                        .setBody(simple("${exception.statusCode}"));
                from("direct:ask").to(uri("operation=list&" + BadAnswers.responseTimeout(fault)));
            }
        });
        at.plivo.faults().always(fault);

        assertThat(at.camel.createProducerTemplate().requestBody("direct:ask", "", Integer.class)).isEqualTo(status);
    }

    private static HttpOperationFailedException caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HttpOperationFailedException.class);
    }

    @Test
    void passingErrorsAreRetriedInsideTheProducer() {
        at.add(1, 1);
        at.plivo.faults().next(Fault.unavailableHtml());

        Exchange asked = at.ask("operation=list&maxRetries=1", Map.of());

        assertThat(asked.getException()).isNull();
        assertThat(at.plivo.requests()).extracting(r -> r.status()).containsExactly(503, 200);
    }

    @Test
    void theWaitThatPlivoAsksForStandsInTheException() {
        at.plivo.faults().next(Fault.tooManyRequests("7"));

        assertThat(at.ask("operation=list", Map.of()).getException())
                .isInstanceOfSatisfying(PlivoMdrRateLimitedException.class,
                        e -> assertThat(e.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }
}
