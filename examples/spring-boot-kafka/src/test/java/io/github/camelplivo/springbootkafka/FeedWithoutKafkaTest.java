package io.github.camelplivo.springbootkafka;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = {
        "mdr.to=mock:mdr",
        "mdr.delay=200",
        "camel.component.plivo-mdr.settle=1s",
        "camel.component.plivo-mdr.recheck-after=20s",
        "camel.component.plivo-mdr.idempotent-repository="
            + "#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository",
        "camel.component.kafka.brokers=none:9092" })
@DirtiesContext // Spring closes the application after this class: no other class can use it without its simulator
class FeedWithoutKafkaTest {

    @RegisterExtension
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    static Path data;

    @Autowired
    CamelContext camel;

    @EndpointInject("mock:mdr")
    MockEndpoint mdr;

    @DynamicPropertySource
    static void plivo(DynamicPropertyRegistry properties) {
        PlivoSimulator plivo = PLIVO.simulator();
        properties.add("plivo.auth-id", plivo.account()::authId);
        properties.add("camel.component.plivo-mdr.auth-token", plivo.account()::authToken);
        properties.add("camel.component.plivo-mdr.base-url", plivo::baseUrl);
        properties.add("camel.component.plivo-mdr.list-requests-per-minute", () -> 60_000);
        properties.add("mdr.data", data::toString);
    }

    @BeforeEach
    void resetMock() {
        mdr.reset();
    }

    @Test
    void sendsARecordAgainWhenItHasChanged(PlivoSimulator plivo) throws Exception {
        mdr.expectedMessageCount(1);
        String uuid = plivo.account().add(Instant.now());
        MockEndpoint.assertIsSatisfied(60, TimeUnit.SECONDS, mdr);

        mdr.reset();
        mdr.expectedMessageCount(1);
        mdr.message(0).simple("${body.messageUuid}").isEqualTo(uuid);
        mdr.message(0).simple("${body.totalAmount}").isEqualTo("0.12345");
        plivo.account().change(uuid, row -> row.put("total_amount", "0.12345")); // Plivo's name of the field
        MockEndpoint.assertIsSatisfied(60, TimeUnit.SECONDS, mdr);
    }

    @Test
    void sendsARecordAgainAfterItsTargetHasFailed(PlivoSimulator plivo) throws Exception {
        mdr.whenAnyExchangeReceived(exchange -> {
            throw new IOException("The target is not available");
        });
        NotifyBuilder failed = new NotifyBuilder(camel).fromRoute("feed").whenFailed(2).create(); // the record and its page
        String uuid = plivo.account().add(Instant.now());
        assertThat(failed.matches(60, TimeUnit.SECONDS)).isTrue();

        mdr.reset(); // the target is available again
        mdr.expectedMessageCount(1);
        mdr.message(0).simple("${body.messageUuid}").isEqualTo(uuid);
        MockEndpoint.assertIsSatisfied(60, TimeUnit.SECONDS, mdr);
    }
}
