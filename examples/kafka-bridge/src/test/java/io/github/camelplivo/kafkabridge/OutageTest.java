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

/** Kafka is away for longer than its client has patience, while records arrive and requests wait. */
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
            Set<String> asked = ask(kafka, plivo.records().get(0).getMessageUuid());
            try (RunningBridge bridge = new RunningBridge(plivo, kafka, folder, littlePatience(kafka.brokers()))) {
                await().atMost(SOON).until(() -> bridge.completedPages() > 5);
                kafka.stop();
                keepsItsPosition(bridge);
                int failed = bridge.failedPages();
                kafka.start();

                plivo.end();
                Comparison comparison = awaitAccount(plivo, kafka);
                System.out.printf("Kafka away until a page had failed %d times: %s%n", failed, comparison);
                assertThat(comparison.repeated()).isLessThanOrEqualTo(bridge.failedPages() * PAGE);
                awaitAnswers(kafka, asked);
            }
        }
    }

    /** No page comes through without Kafka's word for each of its records. */
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

    private static void awaitAnswers(InProcessKafka kafka, Set<String> asked) {
        try (TopicTail answers = new TopicTail(kafka.brokers(), TOPIC + "-answers")) {
            await().atMost(SOON).until(() -> keys(answers.messages()).equals(asked));
            System.out.printf("%d requests, %d answers%n", asked.size(), answers.messages().size());
        }
    }

    private static Set<String> keys(List<ConsumerRecord<String, String>> messages) {
        return messages.stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    /** @return the keys of requests for that record */
    private static Set<String> ask(InProcessKafka kafka, String uuid) throws InterruptedException, ExecutionException {
        Set<String> keys = IntStream.range(0, REQUESTS).mapToObj(String::valueOf).collect(Collectors.toSet());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()), new StringSerializer(),
                new StringSerializer())) {
            keys.forEach(key -> producer.send(new ProducerRecord<>(TOPIC + "-requests", key, uuid)));
            producer.flush();
        }
        return keys;
    }

    /** Kafka's clients have two minutes and more, which a test has not. */
    private static Map<String, String> littlePatience(String brokers) {
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
