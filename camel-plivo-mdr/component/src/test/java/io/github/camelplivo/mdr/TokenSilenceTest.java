package io.github.camelplivo.mdr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.BadResponses;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.LogLines;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.TOKEN;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.basic;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The token gives access to the account. No log line and no exception of a route contains it, whatever happens. */
@Tag("slow")
class TokenSilenceTest {

    /** With any component, Camel's core logs at DEBUG the values of placeholders and the text of routes. */
    private static final List<String> CORE = List.of("org.apache.camel.impl.", "org.apache.camel.component.properties.");

    @ParameterizedTest
    @ValueSource(strings = { "", "authToken={{token}}", "authToken=RAW(" + TOKEN + ")" })
    void neitherLogsNorExceptionsShowTheToken(String token) throws Exception {
        List<String> told = new ArrayList<>();
        try (LogLines lines = new LogLines()) {
            try (CamelAtPlivo at = new CamelAtPlivo()) {
                run(at, token, told);
            }
            assertThat(lines.all()).hasSizeGreaterThan(200);
            lines.all().stream().filter(line -> token.isEmpty() || CORE.stream().noneMatch(line::startsWith))
                    .forEach(told::add);
        }

        assertThat(told).noneMatch(text -> text.contains(TOKEN)).noneMatch(text -> text.contains(basic(TOKEN)));
    }

    private static void run(CamelAtPlivo at, String token, List<String> told) throws Exception {
        at.camel.setTracing(true);
        at.camel.getPropertiesComponent().addInitialProperty("token", TOKEN);
        // before the first poll, or it would be late by an hour
        at.add(1, 1);
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed("bridgeErrorHandler=true&responseTimeout=200&" + token).replaceFirst("&$", ""))
                        .to("log:pages?showAll=true&level=DEBUG").to("mock:polls");
            }
        });
        MockEndpoint polls = at.mock("polls");
        // one 429 is enough: after others the account would pause for long
        Stream<Fault> others
                = BadResponses.all().filter(bad -> !bad.get()[2].equals(429)).map(bad -> (Fault) bad.get()[0]);
        Stream.concat(Stream.of(Fault.tooManyRequests("0.5")), others).forEach(fault -> {
            at.plivo.faults().always(fault);
            int requests = at.plivo.requests().size();
            told.add(trace(at.request(options("responseTimeout=200", token), "u-1", Map.of())));
            told.add(trace(at.request(options("operation=list&responseTimeout=200", token), Map.of())));
            await().atMost(60, SECONDS).until(() -> at.plivo.requests().size() > requests + 2);
        });
        at.plivo.faults().clear();
        told.add(trace(at.request(token, Map.of(PlivoMdrConstants.MESSAGE_UUID, "no uuid"))));
        told.add(trace(at.request(options("operation=list", token), Map.of(PlivoMdrConstants.MESSAGE_STATE, "none"))));
        await().atMost(60, SECONDS).until(() -> polls.getReceivedCounter() > 0);
    }

    private static String options(String options, String token) {
        return token.isEmpty() ? options : options + "&" + token;
    }

    private static String trace(Exchange exchange) {
        return exchange.getException() == null ? "" : Throwables.getStackTrace(exchange.getException());
    }

    @Test
    void namesOfEndpointsMaskTheToken() throws Exception {
        try (CamelAtPlivo at = new CamelAtPlivo()) {
            at.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(feed("authToken=" + TOKEN)).routeId("feed").to(uri("operation=list&authToken=RAW(" + TOKEN + ")"));
                }
            });

            List<String> names = new ArrayList<>();
            at.camel.getEndpoints().forEach(endpoint -> names.add(endpoint.toString()));
            names.add(at.camel.getRoute("feed").toString());
            names.add(at.camel.getRoute("feed").getConsumer().toString());
            names.add(at.camel.getEndpoint(uri("authToken=" + TOKEN)).createProducer().toString());
            names.add(((PlivoMdrEndpoint) at.camel.getRoute("feed").getEndpoint()).getServiceUrl());
            names.add(((PlivoMdrEndpoint) at.camel.getRoute("feed").getEndpoint()).lease().client().toString());

            assertThat(names).hasSizeGreaterThan(5).noneMatch(name -> name.contains(TOKEN));
            assertThat(names).anyMatch(name -> name.contains("authToken=xxxxxx"));
        }
    }
}
