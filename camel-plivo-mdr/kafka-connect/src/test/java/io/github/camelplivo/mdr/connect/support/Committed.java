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

/** The records of a topic that are committed, from its beginning on. */
public final class Committed implements AutoCloseable {

    private static final Duration A_POLL = Duration.ofMillis(100);

    private final String topic;
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

    public Committed(KafkaBroker broker, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                new StringDeserializer(), new StringDeserializer());
    }

    /** Reads what was committed since the last call, as far as it is here; nothing if there is no topic yet. */
    public List<Row> read() {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList());
        }
        List<Row> more = new ArrayList<>();
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(A_POLL).forEach(record -> more.add(row(record)));
        }
        more.forEach(row -> versions.merge(row.key(), 1, Integer::sum));
        rows.addAll(more);
        return more;
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
    public List<Row> rows() {
        return rows;
    }

    public boolean has(String key) {
        return versions.containsKey(key);
    }

    /** How often each record is in the topic, by uuid. */
    public Map<String, Integer> perUuid() {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.uuid(), 1, Integer::sum));
        return counts;
    }

    /** How often each version is in the topic, by {@link Row#key()}. */
    public Map<String, Integer> perVersion() {
        return versions;
    }

    /** Those that are not in the topic. */
    public Set<String> lost(Set<String> expected) {
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(versions.keySet());
        return lost;
    }

    /** Those that are in the topic and do not belong there. */
    public Set<String> invented(Set<String> expected) {
        Set<String> invented = new HashSet<>(versions.keySet());
        invented.removeAll(expected);
        return invented;
    }

    /** Those that are in the topic more than once, with how often. */
    public Map<String, Integer> repeated() {
        Map<String, Integer> repeated = new TreeMap<>(versions);
        repeated.values().removeIf(count -> count == 1);
        return repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
