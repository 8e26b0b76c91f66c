package io.github.camelplivo.mdr.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the delivered versions. All versions of an account are in one partition, so that a task reads only the
 * partitions of its accounts.
 */
final class VersionsTopic {

    private static final FeedLogger LOG = FeedLogger.of(VersionsTopic.class);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    /** Longer than the longest time-out of a transaction by default, fifteen minutes: an open one delays the end. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);

    private final String topic;
    private final Map<String, Object> settings;
    private final StoredVersions stored = new StoredVersions();

    /** @param consumer settings of the consumer, such as {@code bootstrap.servers} */
    VersionsTopic(String topic, Map<String, Object> consumer) {
        this.topic = topic;
        this.settings = new HashMap<>(consumer);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    /**
     * Reads what committed transactions have written for these accounts.
     *
     * @param  accounts         with their stored positions, {@code null} where there is none
     * @return                  the versions of each account
     * @throws ConnectException if the topic does not exist, or cannot be read to its end
     */
    Map<String, Loaded> load(Map<String, @Nullable AccountOffset> accounts) {
        Map<String, Integer> partitions = partitions(accounts.keySet());
        Map<String, Loaded> loaded = new LinkedHashMap<>();
        accounts.forEach((account, offset) -> {
            loaded.put(account,
                    new Loaded(stored.delivered(account, offset), Objects.requireNonNull(partitions.get(account))));
        });
        LOG.info("{} has {} delivered versions of {} accounts", topic, accounts.keySet().stream().mapToInt(stored::size).sum(),
                accounts.size());
        return loaded;
    }

    /** The versions of an account, and the partition of the topic that holds them. */
    record Loaded(TopicVersions versions, int partition) {
    }

    private Map<String, Integer> partitions(Set<String> accounts) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        // the plugin's class loader does not see the classes that the settings name
        Thread.currentThread().setContextClassLoader(KafkaConsumer.class.getClassLoader());
        try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");
             KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
            List<PartitionInfo> infos = all.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new ConnectException(
                        "versions.topic " + topic + " does not exist: create it with cleanup.policy=compact, see"
                                           + " docs/kafka-connect.md");
            }
            Map<String, Integer> partitions = accounts.stream().collect(Collectors.toMap(
                    Function.identity(), account -> partition(account, infos.size())));
            Set<TopicPartition> own = partitions.values().stream().map(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toSet());
            read(committed, all.endOffsets(own), own, accounts);
            return partitions;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The partition of an account, of this many. */
    static int partition(String account, int partitions) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(account))) % partitions;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Up to where the topic ended at first: an open transaction of another task must end before. */
    private void read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Collection<TopicPartition> own,
            Set<String> accounts) {
        consumer.assign(own);
        consumer.seekToBeginning(own);
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new ConnectException(
                        "versions.topic " + topic + " cannot be read to its end within " + LONGEST_WAIT.toMinutes()
                                           + " minutes: look for a transaction that stays open");
            }
            consumer.poll(LONGEST_POLL).forEach(record -> store(record, accounts));
        }
    }

    private void store(ConsumerRecord<byte[], byte[]> record, Set<String> accounts) {
        String account = header(record, RecordFactory.ACCOUNT);
        if (account == null) {
            throw new ConnectException(
                    "versions.topic " + topic + " has a record without headers. Use a topic of its own for this connector, and"
                                       + " leave header.converter at its default");
        }
        String version = header(record, RecordFactory.VERSION);
        if (accounts.contains(account) && version != null) {
            if (record.value() == null) {
                stored.remove(account, version);
            } else {
                stored.put(account, version, Instant.parse(text(record, RecordFactory.TIME)),
                        Boolean.parseBoolean(text(record, RecordFactory.UNDATED)),
                        Long.parseLong(text(record, RecordFactory.SEQUENCE)));
            }
        }
    }

    private String text(ConsumerRecord<byte[], byte[]> record, String name) {
        String value = header(record, name);
        if (value == null) {
            throw new ConnectException("versions.topic " + topic + " has a record without the header " + name);
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : Utils.utf8(header.value());
    }
}
