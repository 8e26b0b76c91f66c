package io.github.camelplivo.mdr.connect.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records of a topic that are committed, from its beginning on. One thread reads, any thread may ask. */
public final class Committed implements AutoCloseable {

    private static final Duration A_POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> versions = new TreeMap<>();

    /**
     * A record of the topic.
     *
     * @param uuid the key
     */
    public record Row(String uuid, String version, String account, String sweep, String value) {

        /** As {@code DeliveredVersions.key}: of one version of one record. */
        public String key() {
            return uuid + ":" + version;
        }
    }

    /** @param topic must exist */
    public Committed(KafkaBroker broker, String topic) {
        consumer = consumer(broker, topic, "read_committed");
    }

    private static KafkaConsumer<String, String> consumer(KafkaBroker broker, String topic, String isolation) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                new StringDeserializer(), new StringDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList());
        return consumer;
    }

    /** How many records the topic has, with those that are not committed. */
    public static int written(KafkaBroker broker, String topic) {
        try (KafkaConsumer<String, String> consumer = consumer(broker, topic, "read_uncommitted")) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            int written = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                written += consumer.poll(A_POLL).count();
            }
            return written;
        }
    }

    /** Reads what was committed since the last call, as far as it is here. */
    public List<Row> read() {
        List<Row> more = new ArrayList<>();
        consumer.poll(A_POLL).forEach(record -> more.add(row(record)));
        add(more);
        return more;
    }

    private synchronized void add(List<Row> more) {
        more.forEach(row -> versions.merge(row.key(), 1, Integer::sum));
        rows.addAll(more);
    }

    private static Row row(ConsumerRecord<String, String> record) {
        return new Row(
                record.key(), header(record, "version"), header(record, "account"), header(record, "sweep"), record.value());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All that was read so far. */
    public synchronized List<Row> rows() {
        return List.copyOf(rows);
    }

    public synchronized boolean has(String key) {
        return versions.containsKey(key);
    }

    /** How often each record is in the topic, by uuid. */
    public synchronized Map<String, Integer> perUuid() {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.uuid(), 1, Integer::sum));
        return counts;
    }

    /** How often each version is in the topic, by {@link Row#key()}. */
    public synchronized Map<String, Integer> perVersion() {
        return new TreeMap<>(versions);
    }

    /** Those that are not in the topic. */
    public synchronized Set<String> lost(Set<String> expected) {
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(versions.keySet());
        return lost;
    }

    /** Those that are in the topic and do not belong there. */
    public synchronized Set<String> invented(Set<String> expected) {
        Set<String> invented = new HashSet<>(versions.keySet());
        invented.removeAll(expected);
        return invented;
    }

    /** Those that are in the topic more than once, with how often. */
    public synchronized Map<String, Integer> repeated() {
        Map<String, Integer> repeated = new TreeMap<>(versions);
        repeated.values().removeIf(count -> count == 1);
        return repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
