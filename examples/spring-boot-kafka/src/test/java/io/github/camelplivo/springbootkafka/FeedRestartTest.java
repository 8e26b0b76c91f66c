package io.github.camelplivo.springbootkafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.PlivoSimulatorExtension;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.context.EmbeddedKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application is restarted between a simulated account and a Kafka. */
@Timeout(300)
@EmbeddedKafka(kraft = true, partitions = 1, topics = { "mdr", "mdr-versions" })
class FeedRestartTest {

    private static final int HISTORY = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final PlivoSimulatorExtension extension = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());

    @TempDir
    Path data;

    @Test
    void writesEveryRecordOnceAlsoAfterARestart(PlivoSimulator plivo, EmbeddedKafkaBroker kafka) {
        Instant now = Instant.now();
        for (int i = 1; i <= HISTORY; i++) {
            plivo.account().add(now.minus(Duration.ofMinutes(20 * i)));
        }
        try (ConfigurableApplicationContext application = start(plivo, kafka);
             KafkaConsumer<String, String> topic = topic(kafka)) {
            List<String> keys = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> poll(topic, keys).size() >= HISTORY);
            assertThat(application.isRunning()).isTrue();
        }

        String later = plivo.account().add(Instant.now());

        try (ConfigurableApplicationContext application = start(plivo, kafka);
             KafkaConsumer<String, String> topic = topic(kafka)) {
            List<String> keys = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> poll(topic, keys).contains(later));
            assertThat(application.isRunning()).isTrue();
            assertThat(keys).containsExactlyInAnyOrderElementsOf(plivo.account().uuids(Instant.EPOCH, Instant.now()));
        }
    }

    private ConfigurableApplicationContext start(PlivoSimulator plivo, EmbeddedKafkaBroker kafka) {
        return SpringApplication.run(FeedApplication.class,
                "--server.port=0",
                "--plivo.auth-id=" + plivo.account().authId(),
                "--camel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                "--camel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                "--camel.component.plivo-mdr.list-requests-per-minute=100000",
                "--camel.component.plivo-mdr.settle=1s",
                "--camel.component.kafka.brokers=" + kafka.getBrokersAsString(),
                "--mdr.data=" + data);
    }

    private static KafkaConsumer<String, String> topic(EmbeddedKafkaBroker kafka) {
        KafkaConsumer<String, String> topic = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokersAsString()), new StringDeserializer(),
                new StringDeserializer());
        topic.assign(List.of(new TopicPartition("mdr", 0)));
        topic.seekToBeginning(topic.assignment());
        return topic;
    }

    private static List<String> poll(KafkaConsumer<String, String> topic, List<String> keys) {
        topic.poll(Duration.ofMillis(100)).forEach(message -> {
            assertThat(message.value()).contains(message.key());
            keys.add(message.key());
        });
        return keys;
    }
}
