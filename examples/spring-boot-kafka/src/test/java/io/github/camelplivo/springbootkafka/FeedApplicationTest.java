package io.github.camelplivo.springbootkafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "camel.main.auto-startup=false")
@EmbeddedKafka(kraft = true, partitions = 1, topics = { "mdr", "mdr-versions" },
               bootstrapServersProperty = "camel.component.kafka.brokers")
@DirtiesContext // Spring closes the application after this class: no other class can use it without its simulator
class FeedApplicationTest {

    @RegisterExtension
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    static Path data;

    @Autowired
    CamelContext camel;

    @Value("${camel.component.kafka.brokers}")
    String brokers;

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
    void writesEveryRecordOnce(PlivoSimulator plivo) throws Exception {
        for (int i = 0; i < 45; i++) {
            plivo.account().add(Instant.now().minusSeconds(60 + i));
        }

        camel.getRouteController().startRoute("feed");

        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new StringDeserializer())) {
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
