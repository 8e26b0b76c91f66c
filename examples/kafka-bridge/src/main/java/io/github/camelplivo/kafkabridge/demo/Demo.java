package io.github.camelplivo.kafkabridge.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.camelplivo.kafkabridge.Routes;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Runs the bridge between a simulated Plivo and a Kafka in this process, for about half a minute. */
public final class Demo {

    private static final String TOPIC = "mdr";
    private static final int HISTORY = 1000;
    private static final int PER_SECOND = 5;
    private static final Duration TRAFFIC = Duration.ofSeconds(Integer.getInteger("demo.seconds", 15));
    /** Long enough to find the last change, on a slow machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Demo() {
    }

    /** @return the exit code: 0 if the topic has the last version of each record of the account */
    public static int run() throws Exception {
        System.out.println("Starting a simulated Plivo and a Kafka in this process; set KAFKA_BROKERS, PLIVO_AUTH_ID and"
                           + " PLIVO_AUTH_TOKEN to use yours.");
        Path folder = Files.createTempDirectory("kafka-bridge");
        try (SimulatedPlivo plivo = new SimulatedPlivo(HISTORY);
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start()) {
            Topics.create(kafka.brokers(), TOPIC);
            Main main = new Main(Routes.class);
            plivo.properties().forEach(main::addOverrideProperty);
            main.addOverrideProperty("camel.component.kafka.brokers", kafka.brokers());
            main.addOverrideProperty("bridge.topic", TOPIC);
            main.addOverrideProperty("bridge.folder", folder.toString());
            main.start();
            try {
                return show(plivo, kafka.brokers());
            } finally {
                main.stop();
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static int show(SimulatedPlivo plivo, String brokers) throws InterruptedException, ExecutionException {
        try (TopicTail topic = new TopicTail(brokers, TOPIC)) {
            plivo.begin(PER_SECOND);
            Instant end = Instant.now().plus(TRAFFIC);
            while (Instant.now().isBefore(end)) {
                System.out.println(Comparison.of(plivo.records(), topic.messages()));
                Thread.sleep(2000);
            }
            System.out.println("No more new messages; the feed finds changed records when they are 8 s old.");
            plivo.end();
            end = Instant.now().plus(PATIENCE);
            Comparison comparison = Comparison.of(plivo.records(), topic.messages());
            while (!comparison.isEqual() && Instant.now().isBefore(end)) {
                System.out.println(comparison);
                Thread.sleep(2000);
                comparison = Comparison.of(plivo.records(), topic.messages());
            }
            System.out.println((comparison.isEqual() ? "EQUAL to the account: " : "NOT EQUAL to the account: ") + comparison);
            return comparison.isEqual() && request(plivo.records().get(0).getMessageUuid(), brokers) ? 0 : 1;
        }
    }

    /** Requests a message that exists and one that does not. */
    private static boolean request(String uuid, String brokers) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers), new StringSerializer(), new StringSerializer());
             TopicTail replies = new TopicTail(brokers, TOPIC + "-answers");
             TopicTail deadLetters = new TopicTail(brokers, TOPIC + "-dead-letters")) {
            producer.send(new ProducerRecord<>(TOPIC + "-requests", "request-1", uuid)).get();
            producer.send(new ProducerRecord<>(TOPIC + "-requests", "request-2", "no-such-message")).get();
            List<ConsumerRecord<String, String>> received = replies.messages();
            List<ConsumerRecord<String, String>> dead = deadLetters.messages();
            Instant end = Instant.now().plus(PATIENCE);
            while ((received.isEmpty() || dead.isEmpty()) && Instant.now().isBefore(end)) {
                Thread.sleep(100);
                received = replies.messages();
                dead = deadLetters.messages();
            }
            received.forEach(message -> System.out.println("Response to " + message.key() + ": " + message.value()));
            dead.forEach(message -> System.out.println("Dead letter " + message.key() + ": " + message.value()));
            return !received.isEmpty() && !dead.isEmpty();
        }
    }
}
