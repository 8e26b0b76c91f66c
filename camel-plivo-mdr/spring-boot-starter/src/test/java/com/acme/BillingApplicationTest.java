package com.acme;

import java.time.Instant;

import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(properties = { "camel.main.auto-startup=false", "billing.queue=mock:billing" })
@DirtiesContext // the application is not kept for other classes: its Plivo ends with this one
class BillingApplicationTest {

    @RegisterExtension
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void plivo(DynamicPropertyRegistry properties) {
        PlivoSimulator plivo = PLIVO.simulator();
        properties.add("plivo.auth-id", plivo.account()::authId);
        properties.add("camel.component.plivo-mdr.auth-token", plivo.account()::authToken);
        properties.add("camel.component.plivo-mdr.base-url", plivo::baseUrl);
        properties.add("camel.component.plivo-mdr.list-requests-per-minute", () -> 60_000);
    }

    @Test
    void billsEveryMessageOnce(PlivoSimulator plivo) throws Exception {
        plivo.account().add(Instant.now().minusSeconds(60));
        plivo.faults().nextList(Fault.unavailableHtml()); // Plivo is away for one request
        MockEndpoint billing = camel.getEndpoint("mock:billing", MockEndpoint.class);
        billing.expectedMessageCount(1);

        camel.getRouteController().startRoute("billing");

        billing.assertIsSatisfied();
    }
}
