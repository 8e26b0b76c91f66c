package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.BadResponses;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each bad response has its own exception in the exchange, and a route can distinguish them as with camel-http.
 */
@Tag("slow")
class ProducerErrorsTest {

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.support.BadResponses#all")
    void everyOperationFailsWithTheSame(Fault fault, Class<? extends PlivoMdrException> type, int status) {
        at.plivo.faults().always(fault);

        for (String options : new String[] { "messageUuid=u-1", "operation=list" }) {
            Exchange result = at.request(options + "&" + BadResponses.responseTimeout(fault), Map.of());
            Exception e = result.getException();
            assertThat(e).as(options).isExactlyInstanceOf(type).isInstanceOf(HttpResponseAware.class);
            assertThat(((PlivoMdrException) e).getStatusCode()).isEqualTo(status);
            assertThat(result.getMessage().getBody()).isNull();
        }
        assertThat(at.plivo.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("io.github.camelplivo.mdr.support.BadResponses#all")
    void listAllFailsWhereItIsWalked(Fault fault, Class<? extends PlivoMdrException> type, int status) throws Exception {
        at.plivo.faults().always(fault);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll&" + BadResponses.responseTimeout(fault))).split(body())
                        .streaming()
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
    @MethodSource("io.github.camelplivo.mdr.support.BadResponses#all")
    void onExceptionChoosesByStatusCode(Fault fault, Class<? extends PlivoMdrException> type, int status) throws Exception {
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .onWhen(e -> caught(e).getStatusCode() == status).handled(true)
                        .setBody(simple("${exception.statusCode}"));
                from("direct:ask").to(uri("operation=list&" + BadResponses.responseTimeout(fault)));
            }
        });
        at.plivo.faults().always(fault);

        assertThat(at.camel.createProducerTemplate().requestBody("direct:ask", "", Integer.class)).isEqualTo(status);
    }

    static Stream<Arguments> oneOfEachClass() {
        return Stream.of(
                arguments(Fault.unauthorized(), PlivoMdrAuthenticationException.class, 401),
                arguments(Fault.notFound(), PlivoMdrNotFoundException.class, 404),
                arguments(Fault.json400("invalid filter"), PlivoMdrRejectedException.class, 400),
                arguments(Fault.tooManyRequests(), PlivoMdrRateLimitedException.class, 429),
                arguments(Fault.unavailableHtml(), PlivoMdrUnavailableException.class, 503),
                arguments(Fault.okHtml(), PlivoMdrMalformedException.class, 200),
                arguments(Fault.okErrorObject(), PlivoMdrMalformedException.class, 200));
    }

    /** Camel looks at the innermost cause first. */
    @ParameterizedTest
    @MethodSource("oneOfEachClass")
    void aClauseForExceptionTakesNeitherThoseOfAStatusCodeNorThoseOfAClass(
            Fault fault, Class<? extends PlivoMdrException> type, int status)
            throws Exception {
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").onException(Exception.class).handled(true).setBody(constant("Exception")).end()
                        .onException(HttpOperationFailedException.class).handled(true)
                        .setBody(simple("${exception.statusCode}")).end().to(uri("operation=list"));
                from("direct:class").onException(Exception.class).handled(true).setBody(constant("Exception")).end()
                        .onException(type).handled(true).setBody(constant(type.getSimpleName())).end()
                        .to(uri("operation=list"));
            }
        });
        at.plivo.faults().always(fault);

        assertThat(at.camel.createProducerTemplate().requestBody("direct:status", "", String.class))
                .isEqualTo(String.valueOf(status));
        assertThat(at.camel.createProducerTemplate().requestBody("direct:class", "", String.class))
                .isEqualTo(type.getSimpleName());
    }

    /** Its cause is an exception of the JDK, with which Camel begins. */
    @Test
    void aClauseForTheClassTakesANetworkErrorBeforeOneForException() throws Exception {
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).setBody(constant("Exception"));
                onException(PlivoMdrUnavailableException.class).handled(true).setBody(constant("unavailable"));
                from("direct:ask").to(uri("operation=list"));
            }
        });
        at.plivo.faults().always(ConnectionFault.reset());

        assertThat(at.camel.createProducerTemplate().requestBody("direct:ask", "", String.class)).isEqualTo("unavailable");
    }

    private static HttpOperationFailedException caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HttpOperationFailedException.class);
    }

    @Test
    void passingErrorsAreRetriedInsideTheProducer() {
        at.add(1, 1);
        at.plivo.faults().next(Fault.unavailableHtml());

        Exchange result = at.request("operation=list&maxRetries=1", Map.of());

        assertThat(result.getException()).isNull();
        assertThat(at.plivo.requests()).extracting(r -> r.status()).containsExactly(503, 200);
    }

    @Test
    void theExceptionHasTheWaitThatPlivoRequests() {
        at.plivo.faults().next(Fault.tooManyRequests("7"));

        assertThat(at.request("operation=list", Map.of()).getException())
                .isInstanceOfSatisfying(PlivoMdrRateLimitedException.class,
                        e -> assertThat(e.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }
}
