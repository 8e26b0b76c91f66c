package io.github.camelplivo.springbootkafka;

import java.nio.file.Path;
import java.time.Instant;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(properties = {
        "camel.main.auto-startup=false",
        "mdr.to=mock:mdr",
        "camel.component.kafka.brokers=none:9092",
        "camel.component.plivo-mdr.idempotent-repository="
            + "#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository" })
@DirtiesContext // Spring closes the application after this class: no other class can use it without its simulator
class FeedWithoutKafkaTest {

    @RegisterExtension
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    static Path data;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void plivo(DynamicPropertyRegistry properties) {
        PlivoSimulator plivo = PLIVO.simulator();
        properties.add("plivo.auth-id", plivo.account()::authId);
        properties.add("camel.component.plivo-mdr.auth-token", plivo.account()::authToken);
        properties.add("camel.component.plivo-mdr.base-url", plivo::baseUrl);
        properties.add("camel.component.plivo-mdr.list-requests-per-minute", () -> 60_000);
        properties.add("mdr.data", data::toString);
    }

    @Test
    void sendsEveryRecordOnce(PlivoSimulator plivo) throws Exception {
        for (int i = 0; i < 45; i++) {
            plivo.account().add(Instant.now().minusSeconds(60 + i));
        }
        MockEndpoint mdr = camel.getEndpoint("mock:mdr", MockEndpoint.class);
        mdr.expectedMessageCount(45);
        mdr.expectsNoDuplicates().simple("${body.messageUuid}");

        camel.getRouteController().startRoute("feed");

        mdr.assertIsSatisfied();
    }
}
