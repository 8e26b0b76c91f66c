package io.github.camelplivo.kafkabridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.camelplivo.kafkabridge.demo.InProcessKafka;
import io.github.camelplivo.kafkabridge.demo.SimulatedPlivo;
import io.github.camelplivo.kafkabridge.demo.Topics;
import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** camel-kafka commits a transaction when the exchange completes: the commit can fail after the route succeeded. */
@Timeout(300)
class FailedCommitTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    /** Not the compacted topic, which accepts no message without a key. */
    private static final String TOPIC = "mdr-answers";
    private static final int RECORDS = 60;
    private static final int FAILING = 2;

    @TempDir
    Path folder;

    private final AtomicInteger commits = new AtomicInteger();
    private final List<String> pageIds = new CopyOnWriteArrayList<>();

    @Test
    void redeliversThePage() throws Exception {
        try (SimulatedPlivo plivo = new SimulatedPlivo(RECORDS);
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            Topics.create(kafka.brokers(), "mdr");
            context.getRegistry().bind("clients", new FailingCommits());
            RouteBuilder.addRoutes(context, route(plivo, kafka));
            context.start();
            Set<String> listed
                    = plivo.records().stream().map(MessageDetailRecord::getMessageUuid).collect(Collectors.toSet());

            // a page after the one whose commit failed, and its commit
            await().atMost(SOON).until(() -> new HashSet<>(pageIds).size() > FAILING && commits.get() >= pageIds.size());
            await().atMost(SOON).untilAsserted(() -> assertThat(committed(kafka)).isEqualTo(listed));

            assertThat(pageIds.get(FAILING)).as("the page after the failed commit").isEqualTo(pageIds.get(FAILING - 1));
        }
    }

    /** Not a class of routes, because the bridges of other tests would find it in this package. */
    private LambdaRouteBuilder route(SimulatedPlivo plivo, InProcessKafka kafka) {
        Map<String, String> options = plivo.properties();
        return routes -> routes.from("plivo-mdr:" + options.get("plivo.auth-id")
                     + "?authToken=RAW(" + options.get("camel.component.plivo-mdr.auth-token") + ")&baseUrl="
                     + options.get("camel.component.plivo-mdr.base-url")
                     + "&listRequestsPerMinute=100000&requestsPerSecond=1000&startTime=24h&delay=100&initialDelay=0")
                        .process(page -> pageIds.add(page.getMessage().getHeader(PlivoMdrConstants.PAGE_ID, String.class)))
                        // the whole page: each of its records becomes a message of one transaction
                        .process(page -> page.getMessage().setBody(
                                page.getMessage().getBody(MdrPage.class).stream().map(MessageDetailRecord::getMessageUuid)
                                        .toList()))
                        .to("kafka:" + TOPIC + "?transacted=true&kafkaClientFactory=#clients&brokers=" + kafka.brokers());
    }

    /** The messages of committed transactions only. */
    private static Set<String> committed(InProcessKafka kafka) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            Set<String> uuids = new HashSet<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> uuids.add(message.value()));
            }
            return uuids;
        }
    }

    /** A producer one of whose commits fails: no message of that transaction is ever visible. */
    @SuppressWarnings({ "rawtypes", "unchecked" })
    private final class FailingCommits extends DefaultKafkaClientFactory {

        @Override
        public Producer getProducer(Properties properties) {
            return new KafkaProducer(properties) {
                @Override
                public void commitTransaction() {
                    if (commits.incrementAndGet() == FAILING) {
                        super.abortTransaction();
                        throw new KafkaException("the commit failed");
                    }
                    super.commitTransaction();
                }
            };
        }
    }
}
