package io.github.camelplivo.kafkafleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.IOHelper;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Positions in a compacted topic. Every process reads the positions that any process has written, so another one can
 * continue. A position counts as written when all in-sync replicas have it.
 */
public final class KafkaPositions extends ServiceSupport implements StateRepository<String, String> {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String brokers;
    private final String topic;
    private final Map<String, String> latest = new HashMap<>();
    private KafkaConsumer<String, String> consumer;
    private KafkaProducer<String, String> producer;

    public KafkaPositions(String brokers, String topic) {
        this.brokers = brokers;
        this.topic = topic;
    }

    @Override
    protected void doStart() {
        consumer = new KafkaConsumer<>(
                // the consumer returns the end of the topic only after its pending fetch has returned
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10),
                new StringDeserializer(), new StringDeserializer());
        consumer.assign(partitions());
        consumer.seekToBeginning(consumer.assignment());
        // acks=all and idempotence are Kafka's defaults
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers), new StringSerializer(), new StringSerializer());
    }

    private List<TopicPartition> partitions() {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions.isEmpty()) {
                // with an empty topic the planner would assume that nothing has been read yet
                throw new IllegalStateException("Kafka at " + brokers + " has no topic " + topic + ": create it, compacted");
            }
            return partitions.stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + brokers + " does not respond: " + e.getMessage());
        }
    }

    @Override
    protected void doStop() {
        if (consumer != null) {
            // threads that are reading positions must not wait until Kafka returns
            consumer.wakeup();
        }
        synchronized (this) {
            IOHelper.close(consumer, producer);
        }
    }

    @Override
    public void setState(String key, String value) {
        setAll(Map.of(key, value));
    }

    /** Returns when all positions are written. */
    void setAll(Map<String, String> positions) {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        positions.forEach((key, value) -> written.add(producer.send(new ProducerRecord<>(topic, key, value))));
        try {
            for (Future<RecordMetadata> position : written) {
                position.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException("Interrupted while positions were written to topic " + topic, e);
        } catch (ExecutionException e) {
            throw new RuntimeCamelException("Positions were not written to topic " + topic, e.getCause());
        }
    }

    @Override
    public synchronized String getState(String key) {
        readToTheEnd();
        return latest.get(key);
    }

    /** The current positions of all processes, by name. */
    synchronized Map<String, String> all() {
        readToTheEnd();
        return Map.copyOf(latest);
    }

    private void readToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(position -> latest.put(position.key(), position.value()));
        }
    }
}
