package io.github.camelplivo.springbootkafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application as it is, between a simulated account and a real Kafka. */
@Timeout(300)
class FeedApplicationTest {

    private static final int HISTORY = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "mdr";

    @TempDir
    Path folder;

    @Test
    void writesEveryRecordOnceAlsoAfterARestart() throws Exception {
        try (PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start()) {
            createTopics(kafka);
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
    }

    private ConfigurableApplicationContext start(PlivoSimulator plivo, InProcessKafka kafka) {
        return SpringApplication.run(FeedApplication.class,
                "--server.port=0",
                "--plivo.auth-id=" + plivo.account().authId(),
                "--camel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                "--camel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                "--camel.component.plivo-mdr.list-requests-per-minute=100000",
                "--camel.component.plivo-mdr.settle=1s",
                "--camel.component.kafka.brokers=" + kafka.brokers(),
                "--feed.folder=" + folder.resolve("feed"),
                "--feed.delay=500ms");
    }

    private static void createTopics(InProcessKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()))) {
            admin.createTopics(
                    List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic(TOPIC + "-versions", 1, (short) 1)))
                    .all().get();
        }
    }

    private static KafkaConsumer<String, String> topic(InProcessKafka kafka) {
        KafkaConsumer<String, String> topic = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()), new StringDeserializer(),
                new StringDeserializer());
        topic.assign(List.of(new TopicPartition(TOPIC, 0)));
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
