package io.github.camelplivo.kafkabridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.camelplivo.kafkabridge.demo.Comparison;
import io.github.camelplivo.kafkabridge.demo.InProcessKafka;
import io.github.camelplivo.kafkabridge.demo.SimulatedPlivo;
import io.github.camelplivo.kafkabridge.demo.TopicTail;
import io.github.camelplivo.kafkabridge.demo.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Kafka is unavailable for longer than its client's timeout, while records arrive and requests wait. */
@Timeout(300)
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int REQUESTS = 100;
    private static final int FAILURES = 3;
    private static final int PAGE = 20;
    private static final String TOPIC = "mdr";

    @TempDir
    Path folder;

    @Test
    void losesNothing() throws Exception {
        try (SimulatedPlivo plivo = new SimulatedPlivo(600);
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start()) {
            Topics.create(kafka.brokers(), TOPIC);
            plivo.begin(10);
            Set<String> requested = request(kafka, plivo.records().get(0).getMessageUuid());
            try (RunningBridge bridge = new RunningBridge(plivo, kafka, folder, shortTimeouts(kafka.brokers()))) {
                await().atMost(SOON).until(() -> bridge.completedPages() > 5);
                kafka.stop();
                keepsItsPosition(bridge);
                int failed = bridge.failedPages();
                kafka.start();

                plivo.end();
                Comparison comparison = awaitAccount(plivo, kafka);
                System.out.printf("Kafka unavailable until a page had failed %d times: %s%n", failed, comparison);
                assertThat(comparison.repeated()).isLessThanOrEqualTo(bridge.failedPages() * PAGE);
                awaitReplies(kafka, requested);
            }
        }
    }

    /** No page completes until Kafka has acknowledged each of its records. */
    private void keepsItsPosition(RunningBridge bridge) throws Exception {
        int first = bridge.failedPages();
        await().atMost(SOON).until(() -> bridge.failedPages() > first);
        int completed = bridge.completedPages();
        String position = Files.readString(folder.resolve("mdr.watermark"));

        int later = bridge.failedPages();
        await().atMost(SOON).until(() -> bridge.failedPages() >= later + FAILURES);

        assertThat(bridge.completedPages()).isEqualTo(completed);
        assertThat(folder.resolve("mdr.watermark")).hasContent(position);
    }

    private static Comparison awaitAccount(SimulatedPlivo plivo, InProcessKafka kafka) {
        try (TopicTail topic = new TopicTail(kafka.brokers(), TOPIC)) {
            await().atMost(SOON).until(() -> Comparison.of(plivo.records(), topic.messages()).isEqual());
            return Comparison.of(plivo.records(), topic.messages());
        }
    }

    private static void awaitReplies(InProcessKafka kafka, Set<String> requested) {
        try (TopicTail replies = new TopicTail(kafka.brokers(), TOPIC + "-answers")) {
            await().atMost(SOON).until(() -> keys(replies.messages()).equals(requested));
            System.out.printf("%d requests, %d replies%n", requested.size(), replies.messages().size());
        }
    }

    private static Set<String> keys(List<ConsumerRecord<String, String>> messages) {
        return messages.stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    /** @return the keys of requests for that record */
    private static Set<String> request(InProcessKafka kafka, String uuid) throws InterruptedException, ExecutionException {
        Set<String> keys = IntStream.range(0, REQUESTS).mapToObj(String::valueOf).collect(Collectors.toSet());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()), new StringSerializer(),
                new StringSerializer())) {
            keys.forEach(key -> producer.send(new ProducerRecord<>(TOPIC + "-requests", key, uuid)));
            producer.flush();
        }
        return keys;
    }

    /** Short timeouts: the defaults of Kafka's clients are two minutes and more, too long for a test. */
    private static Map<String, String> shortTimeouts(String brokers) {
        return Map.of(
                "camel.component.kafka.max-block-ms", "1000",
                "camel.component.kafka.request-timeout-ms", "1000",
                "camel.component.kafka.delivery-timeout-ms", "1500",
                "camel.beans.versions.producerConfig[bootstrap.servers]", brokers,
                "camel.beans.versions.producerConfig[max.block.ms]", "1000",
                "camel.beans.versions.producerConfig[request.timeout.ms]", "1000",
                "camel.beans.versions.producerConfig[delivery.timeout.ms]", "1500",
                "bridge.delay", "200",
                "bridge.redelivery-delay", "10");
    }
}
