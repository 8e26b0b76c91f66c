package io.github.camelplivo.mdr;

import java.time.Instant;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

class FeedRouteTest extends CamelTestSupport {

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        for (int i = 0; i < 100; i++) {
            plivo.account().add(Instant.now().minusSeconds(3600 + i * 10));
        }
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("plivo-mdr:" + plivo.account().authId() + "?authToken=" + plivo.account().authToken() + "&baseUrl="
                     + plivo.baseUrl() + "&listRequestsPerMinute=60000&requestsPerSecond=1000&initialDelay=0").to("mock:pages")
                        .split(body()).to("mock:records");
            }
        };
    }

    @Test
    void works() throws Exception {
        MockEndpoint records = getMockEndpoint("mock:records");
        records.expectedMessageCount(100);
        MockEndpoint.assertIsSatisfied(context);
        System.out.println(getMockEndpoint("mock:pages").getExchanges().get(0).getMessage().getHeaders());
    }
}
