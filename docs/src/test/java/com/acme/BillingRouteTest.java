package com.acme;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BillingRouteTest extends CamelTestSupport {

    @RegisterExtension
    final PlivoSimulatorExtension extension = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    Path data;

    @Test
    void billsEveryMessageOnce(PlivoSimulator plivo) throws Exception {
        plivo.account().add(Instant.now().minusSeconds(60));
        plivo.faults().nextList(Fault.unavailableHtml()); // one request fails with status 503
        Properties properties = new Properties();
        properties.put("plivo.auth-id", plivo.account().authId());
        properties.put("mdr.data", data.toString());
        properties.put("billing.queue", "mock:billing");
        context.getPropertiesComponent().setOverrideProperties(properties);
        PlivoMdrComponent component = context.getComponent("plivo-mdr", PlivoMdrComponent.class);
        component.getConfiguration().setAuthToken(plivo.account().authToken());
        component.getConfiguration().setBaseUrl(plivo.baseUrl().toString());
        component.getConfiguration().setListRequestsPerMinute(60_000);
        getMockEndpoint("mock:billing").expectedMessageCount(1);

        context.addRoutes(new BillingRoute());

        MockEndpoint.assertIsSatisfied(context);
    }
}
