package io.github.camelplivo.mdr.endpointdsl;

import java.time.Instant;

import io.github.camelplivo.mdr.PlivoMdrOperation;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.camelplivo.mdr.endpointdsl.StaticEndpointBuilders.plivoMdr;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(PlivoSimulatorExtension.class)
class EndpointDslTest extends CamelTestSupport {

    @Test
    void readsTheFeed(PlivoSimulator plivo) throws Exception {
        String uuid = plivo.account().add(Instant.now().minusSeconds(60));
        context.addRoutes(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(plivoMdr(plivo.account().authId()).authToken(plivo.account().authToken()).startTime("5m")
                        .listRequestsPerMinute(60_000).advanced().baseUrl(plivo.baseUrl().toString()))
                        .split(body()).setBody(simple("${body.messageUuid}")).to(mock("records"));
            }
        });

        getMockEndpoint("mock:records").expectedBodiesReceived(uuid);
        getMockEndpoint("mock:records").setResultWaitTime(60_000);
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void requestsAPage(PlivoSimulator plivo) throws Exception {
        plivo.account().add(Instant.now().minusSeconds(60));
        plivo.account().add(Instant.now().minusSeconds(61));
        context.addRoutes(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(direct("newest"))
                        .to(plivoMdr(plivo.account().authId()).authToken(plivo.account().authToken())
                                .operation(PlivoMdrOperation.list).limit(1).advanced().baseUrl(plivo.baseUrl().toString()));
            }
        });

        assertThat(template.requestBody("direct:newest", null, MdrPage.class)).hasSize(1);
    }
}
