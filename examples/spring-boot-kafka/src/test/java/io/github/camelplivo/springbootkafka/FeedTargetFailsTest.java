package io.github.camelplivo.springbootkafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = {
        "camel.main.auto-startup=false",
        "mdr.delay=200",
        "camel.component.kafka.max-block-ms=3000",
        "camel.component.kafka.request-timeout-ms=1000",
        "camel.component.kafka.delivery-timeout-ms=3000" })
@EmbeddedKafka(kraft = true, partitions = 1, topics = "mdr-versions", // the topic mdr does not exist
               brokerProperties = "auto.create.topics.enable=false",
               bootstrapServersProperty = "camel.component.kafka.brokers")
@DirtiesContext // Spring closes the application after this class: no other class can use it without its simulator
class FeedTargetFailsTest {

    @RegisterExtension
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    static Path data;

    @Autowired
    CamelContext camel;

    @Autowired
    EmbeddedKafkaBroker kafka;

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
    void losesNoRecordWhileTheTopicIsMissing(PlivoSimulator plivo) throws Exception {
        for (int i = 0; i < 45; i++) {
            plivo.account().add(Instant.now().minusSeconds(60 + i));
        }
        // a failed page counts twice: once for its record, once for itself
        NotifyBuilder failedOnce = new NotifyBuilder(camel).fromRoute("feed").whenFailed(2).create();
        NotifyBuilder failedThreeTimes = new NotifyBuilder(camel).fromRoute("feed").whenFailed(6).create();

        camel.getRouteController().startRoute("feed");

        assertThat(failedOnce.matches(60, TimeUnit.SECONDS)).isTrue();
        String position = Files.readString(data.resolve("mdr.watermark"));
        assertThat(failedThreeTimes.matches(60, TimeUnit.SECONDS)).isTrue();
        assertThat(data.resolve("mdr.watermark")).hasContent(position);

        kafka.addTopics("mdr");

        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.getBrokersAsString()), new StringDeserializer(),
                new StringDeserializer())) {
            topic.assign(List.of(new TopicPartition("mdr", 0)));
            topic.seekToBeginning(topic.assignment());
            Instant end = Instant.now().plusSeconds(60);
            while (keys.size() < 45 && Instant.now().isBefore(end)) {
                topic.poll(Duration.ofMillis(200)).forEach(message -> keys.add(message.key()));
            }
        }
        assertThat(keys).containsExactlyInAnyOrderElementsOf(plivo.account().uuids(Instant.EPOCH, Instant.now()));
    }
}
