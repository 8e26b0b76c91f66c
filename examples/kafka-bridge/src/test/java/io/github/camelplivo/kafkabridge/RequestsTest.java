package io.github.camelplivo.kafkabridge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.github.camelplivo.kafkabridge.demo.InProcessKafka;
import io.github.camelplivo.kafkabridge.demo.SimulatedPlivo;
import io.github.camelplivo.kafkabridge.demo.TopicTail;
import io.github.camelplivo.kafkabridge.demo.Topics;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests for single records, and their replies. */
@Timeout(300)
class RequestsTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    static Path kafkaFolder;
    private static InProcessKafka kafka;

    @TempDir
    Path folder;

    private final SimulatedPlivo plivo = new SimulatedPlivo(20);
    private final List<String> uuids = plivo.records().stream().map(MessageDetailRecord::getMessageUuid).toList();
    private final String topic = "mdr-" + UUID.randomUUID();
    private RunningBridge bridge;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = new InProcessKafka(kafkaFolder).start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() throws Exception {
        Topics.create(kafka.brokers(), topic);
        bridge = newBridge();
    }

    @AfterEach
    void stop() {
        bridge.close();
        plivo.close();
    }

    private RunningBridge newBridge() throws Exception {
        return new RunningBridge(
                plivo, kafka, folder,
                Map.of("bridge.topic", topic, "camel.component.plivo-mdr.max-retries", "0", "bridge.redelivery-delay", "10"));
    }

    @Test
    void aReplyHasTheKeyAndTheHeadersOfItsRequest() throws Exception {
        request("request-1", uuids.get(0), "asked-by", "billing");
        request("request-2", uuids.get(1), "asked-by", "support");

        Map<String, ConsumerRecord<String, String>> replies = byKey("answers", 2);

        assertThat(replies).containsOnlyKeys("request-1", "request-2");
        assertThat(uuid(replies.get("request-1"))).isEqualTo(uuids.get(0));
        assertThat(uuid(replies.get("request-2"))).isEqualTo(uuids.get(1));
        assertThat(headers(replies.get("request-2"))).containsExactly("asked-by=support");
    }

    @Test
    void theHeadersOfARequestHaveNoEffect() throws Exception {
        request("request-1", uuids.get(0), "CamelPlivoMdrMessageUuid", uuids.get(1));
        request("request-2", uuids.get(0), "cAMELpLIVOmDRmESSAGEuUID", uuids.get(1));
        request("request-3", uuids.get(0), "CamelPlivoMdrOperation", "list");

        Map<String, ConsumerRecord<String, String>> replies = byKey("answers", 3);

        assertThat(replies.values()).allMatch(reply -> uuid(reply).equals(uuids.get(0)));
    }

    @Test
    void aRequestForAnUnknownRecordIsADeadLetterAndBlocksNoOther() throws Exception {
        request("request-1", "0e1d9b5c-0000-0000-0000-000000000000", "asked-by", "billing");
        request("request-1", "../../secret", "asked-by", "billing");
        request("request-1", uuids.get(3), "asked-by", "billing");

        assertThat(uuid(byKey("answers", 1).get("request-1"))).isEqualTo(uuids.get(3));
        List<ConsumerRecord<String, String>> dead = messages("dead-letters");
        assertThat(dead).extracting(ConsumerRecord::key).containsExactly("request-1", "request-1");
        assertThat(dead).extracting(ConsumerRecord::value)
                .containsExactly("0e1d9b5c-0000-0000-0000-000000000000", "../../secret");
        assertThat(headers(dead.get(0))).contains("asked-by=billing")
                .anyMatch(header -> header.startsWith("reason=Plivo get failed: status 404"));
        assertThat(headers(dead.get(1))).anyMatch(header -> header.startsWith("reason=Invalid message uuid: the body has 12 characters"));
    }

    @Test
    void aRequestWaitsForPlivo() throws Exception {
        plivo.simulator().faults().always(Fault.unavailableHtml());
        request("request-1", uuids.get(0), "asked-by", "billing");
        request("request-2", uuids.get(1), "asked-by", "billing");
        // more than one round of redeliveries
        await().atMost(SOON).until(() -> gets() > 15);
        assertThat(messages("answers")).isEmpty();
        plivo.simulator().faults().always(Fault.unauthorized());
        long before = gets();
        await().atMost(SOON).until(() -> gets() > before + 15);
        assertThat(messages("answers")).isEmpty();

        plivo.simulator().faults().clear();

        assertThat(byKey("answers", 2)).containsOnlyKeys("request-1", "request-2");
        assertThat(messages("dead-letters")).isEmpty();
    }

    @Test
    void aRequestWithoutReplyBeforeTheStopReceivesOneAfterTheNextStart() throws Exception {
        plivo.simulator().faults().always(Fault.unavailableHtml());
        request("request-1", uuids.get(0), "asked-by", "billing");
        await().atMost(SOON).until(() -> gets() > 0);
        bridge.close();
        request("request-2", uuids.get(1), "asked-by", "billing");
        plivo.simulator().faults().clear();

        bridge = newBridge();

        assertThat(byKey("answers", 2)).containsOnlyKeys("request-1", "request-2");
    }

    private long gets() {
        return plivo.simulator().requests().stream().filter(request -> request.kind() == Kind.GET).count();
    }

    private void request(String key, String uuid, String header, String value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()), new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> request = new ProducerRecord<>(topic + "-requests", key, uuid);
            request.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
            producer.send(request).get();
        }
    }

    /** This many messages of a topic, by their keys. */
    private Map<String, ConsumerRecord<String, String>> byKey(String suffix, int count) {
        try (TopicTail tail = new TopicTail(kafka.brokers(), topic + "-" + suffix)) {
            await().atMost(SOON).until(() -> tail.messages().size() >= count);
            assertThat(tail.messages()).hasSize(count);
            return tail.messages().stream().collect(Collectors.toMap(ConsumerRecord::key, message -> message));
        }
    }

    private List<ConsumerRecord<String, String>> messages(String suffix) {
        try (TopicTail tail = new TopicTail(kafka.brokers(), topic + "-" + suffix)) {
            return tail.messages();
        }
    }

    private static String uuid(ConsumerRecord<String, String> reply) {
        return MessageDetailRecord.parse(reply.value()).getMessageUuid();
    }

    private static List<String> headers(ConsumerRecord<String, String> message) {
        return StreamSupport.stream(message.headers().spliterator(), false).map(RequestsTest::text).toList();
    }

    private static String text(Header header) {
        return header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8);
    }
}
