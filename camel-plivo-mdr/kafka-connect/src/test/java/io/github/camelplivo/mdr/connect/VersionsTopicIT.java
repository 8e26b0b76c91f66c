package io.github.camelplivo.mdr.connect;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.connect.support.KafkaBroker;
import io.github.camelplivo.mdr.model.ContentHash;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A task of a hundred accounts reads the versions that it needs from a real broker. */
@Tag("slow")
class VersionsTopicIT {

    private static final int ACCOUNTS = 100;
    private static final int VERSIONS_OF_AN_ACCOUNT = 1_185;
    /** Of the topics of the broker. */
    private static final int PARTITIONS = 3;
    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    static Path folder;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    private static KafkaProducer<String, String> producer(String id) {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(), ProducerConfig.TRANSACTIONAL_ID_CONFIG, id,
                        ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17),
                new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String account, int number, boolean gone) {
        String version = ContentHash.of(account + number).toString();
        ProducerRecord<String, String> record
                = new ProducerRecord<>(
                        topic, VersionsTopic.partition(account, PARTITIONS), account + ":" + version,
                        gone ? null : TIME.toString());
        Map.of(RecordFactory.ACCOUNT, account, RecordFactory.VERSION, version, RecordFactory.TIME, TIME.toString(),
                RecordFactory.UNDATED, "false", RecordFactory.SEQUENCE, String.valueOf(number))
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
    }

    private static VersionsTopic topic(String name) {
        return new VersionsTopic(name, Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()));
    }

    @Test
    void readsWhatCommittedTransactionsOfItsAccountsHaveWritten() throws Exception {
        broker.createTopic("many", true);
        List<String> accounts = IntStream.range(0, ACCOUNTS).mapToObj(i -> String.format("MASIMULATED%09d", i)).toList();
        try (KafkaProducer<String, String> producer = producer("many")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String account : accounts) {
                for (int i = 1; i <= VERSIONS_OF_AN_ACCOUNT; i++) {
                    send(producer, "many", account, i, false);
                }
            }
            send(producer, "many", "MAOFANOTHERTASK00001", 1, false);
            send(producer, "many", accounts.get(0), 1, true);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, "many", accounts.get(1), VERSIONS_OF_AN_ACCOUNT + 1, false);
            producer.flush();
            producer.abortTransaction();
        }
        Map<String, AccountOffset> offsets = new LinkedHashMap<>();
        accounts.forEach(account -> offsets.put(account, new AccountOffset("{}", VERSIONS_OF_AN_ACCOUNT - 5, null)));
        long start = System.nanoTime();

        Map<String, VersionsTopic.Loaded> loaded = topic("many").load(offsets);

        System.out.printf("%d versions of %d accounts read in %d ms%n", ACCOUNTS * VERSIONS_OF_AN_ACCOUNT, ACCOUNTS,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(loaded.keySet()).containsExactlyElementsOf(accounts);
        assertThat(loaded.get(accounts.get(0)).versions().count()).isEqualTo(VERSIONS_OF_AN_ACCOUNT - 5 - 1);
        assertThat(loaded.get(accounts.get(1)).versions().count()).isEqualTo(VERSIONS_OF_AN_ACCOUNT - 5);
        assertThat(loaded.get(accounts.get(1)).versions().takeForgotten())
                .as("newer than the position, but not the aborted one").hasSize(5);
    }

    /** A version of this task may be behind the start of another task's open transaction. */
    @Test
    void waitsForATransactionThatIsOpen() throws Exception {
        broker.createTopic("open", true);
        String account = "MASIMULATED000000001";
        try (KafkaProducer<String, String> other = producer("other");
             KafkaProducer<String, String> own = producer("own")) {
            other.initTransactions();
            other.beginTransaction();
            send(other, "open", "MAOFANOTHERTASK00001", 1, false);
            other.flush();
            own.initTransactions();
            own.beginTransaction();
            send(own, "open", account, 1, false);
            own.commitTransaction();
            Map<String, AccountOffset> offsets = Map.of(account, new AccountOffset("{}", 1, null));
            Thread ends = new Thread(other::commitTransaction);

            VersionsTopic topic = topic("open");
            ends.start();
            Map<String, VersionsTopic.Loaded> loaded = topic.load(offsets);

            ends.join();
            assertThat(loaded.get(account).versions().count()).isEqualTo(1);
        }
    }

    @Test
    void aMissingTopicIsNamed() {
        assertThatThrownBy(() -> topic("missing").load(Map.of())).isInstanceOf(ConnectException.class)
                .hasMessageContaining("versions.topic missing does not exist");
    }
}
