package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One account, with a worker that stores what a real one could have stored when it was killed: with exactly-once a
 * prefix of the batches, otherwise a prefix of the records, and any versions behind it.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccountReaderTest {

    private static final String ACCOUNT = "MASIMULATED000000001";
    private static final String RECORDS = "records";
    private static final String VERSIONS = "versions";
    private static final int PAST = 90;
    /** Half seconds without a record after which there are no more. */
    private static final int IDLE = 8;
    private static final int LIVES = 12;
    /** Recently enough for the recheck. */
    private final Instant now = Instant.now();

    private PlivoSimulator plivo;
    private final Map<String, String> properties = new HashMap<>();
    /** What the broker has. */
    private final List<SourceRecord> stored = new ArrayList<>();
    private AccountOffset offset;
    private Map<String, SourceRecord> versions = new TreeMap<>();

    @BeforeEach
    void start() {
        SimulatedAccount account = new SimulatedAccount(ACCOUNT, "token", 1);
        plivo = PlivoSimulator.builder().account(account).unlimited().start();
        for (int i = 0; i < PAST; i++) {
            account.add(now.minusSeconds(60 + 2L * i));
        }
        properties.putAll(Map.of(ConfigKeys.ACCOUNTS, ACCOUNT, ConfigKeys.token(ACCOUNT), "token", ConfigKeys.TOPIC, RECORDS,
                ConfigKeys.URL, plivo.baseUrl().toString(), ConfigKeys.SETTLE, "1000", ConfigKeys.POLL_INTERVAL, "1000",
                ConfigKeys.START_TIME, "10m", ConfigKeys.LIST_REQUESTS_PER_MINUTE, "100000",
                ConfigKeys.REQUESTS_PER_SECOND, "100000", ConfigKeys.HEARTBEAT_INTERVAL, "1000"));
    }

    @AfterEach
    void close() {
        plivo.close();
    }

    private void remembers(String recheckAfter) {
        properties.put(ConfigKeys.RECHECK_AFTER, recheckAfter);
        properties.put(ConfigKeys.VERSIONS_TOPIC, VERSIONS);
        properties.put("versions.consumer.bootstrap.servers", "localhost:1");
    }

    /** Runs a reader until the batches that it has put fulfil the condition, or nothing comes for some polls. */
    private List<List<SourceRecord>> read(List<List<SourceRecord>> batches, BooleanSupplier enough) throws Exception {
        ConnectorConfig config = new ConnectorConfig(properties);
        boolean remembers = config.versionsTopic() != null;
        StoredVersions topic = new StoredVersions();
        versions.values().forEach(version -> topic.put(ACCOUNT, header(version, RecordFactory.VERSION),
                Instant.parse(header(version, RecordFactory.TIME)),
                Boolean.parseBoolean(header(version, RecordFactory.UNDATED)),
                Long.parseLong(header(version, RecordFactory.SEQUENCE))));
        Outbox outbox = new Outbox();
        AccountReader reader = new AccountReader(
                config, ACCOUNT, offset, remembers ? topic.delivered(ACCOUNT, offset) : null,
                new RecordFactory(config, ACCOUNT, remembers ? 0 : null), outbox,
                new AccountStatus(ACCOUNT, Clock.systemUTC()));
        Thread thread = new Thread(reader);
        thread.start();
        for (int idle = 0; idle < IDLE && !enough.getAsBoolean();) {
            List<SourceRecord> batch = outbox.take();
            idle = batch == null ? idle + 1 : 0;
            if (batch != null) {
                batches.add(batch);
            }
        }
        reader.stop();
        thread.interrupt();
        thread.join();
        return batches;
    }

    private static String header(SourceRecord record, String name) {
        return (String) record.headers().lastWithName(name).value();
    }

    private static long records(List<List<SourceRecord>> batches) {
        return batches.stream().flatMap(List::stream).filter(record -> record.topic().equals(RECORDS)).count();
    }

    private void store(SourceRecord record) {
        if (record.topic().equals(VERSIONS)) {
            if (record.value() == null) {
                versions.remove(record.key().toString());
            } else {
                versions.put(record.key().toString(), record);
            }
        } else {
            stored.add(record);
        }
    }

    private void commit(SourceRecord record) {
        offset = AccountOffset.of(record.sourceOffset());
    }

    private List<String> uuids() {
        return stored.stream().filter(record -> record.topic().equals(RECORDS)).map(record -> record.key().toString()).toList();
    }

    private Set<String> truth() {
        return plivo.account().uuids(Instant.EPOCH, Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void withExactlyOnceNothingIsLostOrRepeatedWhereverTheWorkerIsKilled(int seed) throws Exception {
        remembers("30000,120000");
        Random random = new Random(seed);
        for (int life = 0; life < LIVES && uuids().size() < PAST; life++) {
            List<List<SourceRecord>> batches = new ArrayList<>();
            int most = life < 8 ? 1 + random.nextInt(3) : 50;
            int before = uuids().size();
            read(batches, () -> batches.size() >= most || before + records(batches) >= PAST);
            // the last transaction is aborted in some lives
            List<List<SourceRecord>> committed = batches.subList(0, batches.size() - (life < 8 ? random.nextInt(2) : 0));
            for (List<SourceRecord> batch : committed) {
                batch.forEach(this::store);
                commit(batch.get(batch.size() - 1));
            }
        }

        assertThat(uuids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(truth());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3 })
    void withoutItNothingIsLostAlthoughVersionsWereStoredBeforeTheirRecords(int seed) throws Exception {
        remembers("30000,120000");
        Random random = new Random(seed);
        for (int life = 0; life < LIVES && !new HashSet<>(uuids()).containsAll(truth()); life++) {
            List<List<SourceRecord>> batches = new ArrayList<>();
            read(batches, () -> records(batches) >= 20 || !batches.isEmpty() && batches.size() > 3);
            List<SourceRecord> all = batches.stream().flatMap(List::stream).toList();
            // acknowledged by the broker: a prefix, and whatever of the rest went to other partitions
            int prefix = life < 10 ? random.nextInt(all.size()) : all.size();
            for (int i = 0; i < all.size(); i++) {
                if (i < prefix) {
                    store(all.get(i));
                    commit(all.get(i));
                } else if (random.nextInt(3) > 0 && (all.get(i).topic().equals(VERSIONS) || random.nextInt(4) == 0)) {
                    store(all.get(i));
                }
            }
        }

        assertThat(new HashSet<>(uuids())).isEqualTo(truth());
    }

    @Test
    void aReplayDeliversExactlyTheRequestedStretchOnce() throws Exception {
        remembers("30000,120000");
        List<List<SourceRecord>> batches = new ArrayList<>();
        read(batches, () -> records(batches) >= PAST);
        batches.forEach(batch -> batch.forEach(this::store));
        commit(last(batches));
        Instant from = now.minusSeconds(120);
        offset = new AccountOffset(offset.watermark(), offset.sequence(), from);
        stored.clear();

        List<List<SourceRecord>> again = new ArrayList<>();
        Set<String> wanted = plivo.account().uuids(from, Instant.MAX);
        read(again, () -> records(again) >= wanted.size());
        again.forEach(batch -> batch.forEach(this::store));
        commit(last(again));
        // a further life finds nothing more
        List<List<SourceRecord>> more = new ArrayList<>();
        read(more, () -> more.size() >= 4);
        more.forEach(batch -> batch.forEach(this::store));

        assertThat(uuids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(reasons(batches)).containsOnlyKeys("new");
        // the topic no longer has their versions
        assertThat(reasons(again)).containsOnlyKeys("unknown");
    }

    /** Each record by its reason. */
    private static Map<String, List<String>> reasons(List<List<SourceRecord>> batches) {
        return batches.stream().flatMap(List::stream).filter(record -> record.topic().equals(RECORDS))
                .collect(Collectors.groupingBy(record -> header(record, RecordFactory.REASON),
                        Collectors.mapping(record -> record.key().toString(), Collectors.toList())));
    }

    @ParameterizedTest
    @ValueSource(strings = { VERSIONS, "none" })
    void afterARestartARecordIsChangedOnlyIfItsVersionsAreInTheTopic(String topic) throws Exception {
        remembers("6000,20000");
        properties.put(ConfigKeys.VERSIONS_TOPIC, topic);
        String changed = plivo.account().add(Instant.now());
        String unchanged = plivo.account().add(Instant.now());
        List<List<SourceRecord>> first = new ArrayList<>();
        read(first, () -> records(first) >= PAST + 2);
        first.forEach(batch -> batch.forEach(this::store));
        commit(last(first));
        plivo.account().change(changed, record -> record.put("message_state", "undelivered"));

        List<List<SourceRecord>> second = new ArrayList<>();
        boolean known = topic.equals(VERSIONS);
        read(second, () -> records(second) >= (known ? 1 : 2));

        assertThat(reasons(first)).containsOnlyKeys("new");
        Map<String, List<String>> reasons = reasons(second);
        assertThat(reasons).containsOnlyKeys(known ? "changed" : "unknown");
        assertThat(reasons.values().iterator().next())
                .containsExactlyInAnyOrderElementsOf(known ? List.of(changed) : List.of(changed, unchanged));
    }

    private static SourceRecord last(List<List<SourceRecord>> batches) {
        List<SourceRecord> batch = batches.get(batches.size() - 1);
        return batch.get(batch.size() - 1);
    }

    /** Otherwise a relative start would move with each restart, and what it has passed would be lost. */
    @Test
    void thePositionOfAnAccountWithoutRecordsIsStoredAtOnce() throws Exception {
        plivo.close();
        plivo = PlivoSimulator.builder().account(new SimulatedAccount(ACCOUNT, "another token", 1)).start();
        properties.put(ConfigKeys.URL, plivo.baseUrl().toString());

        List<List<SourceRecord>> batches = new ArrayList<>();
        read(batches, () -> !batches.isEmpty());

        SourceRecord first = batches.get(0).get(0);
        assertThat(first.topic()).isEqualTo(RECORDS + "-heartbeats");
        assertThat(AccountOffset.of(first.sourceOffset()).sequence()).isZero();
    }

    @Test
    void anAccountThatPlivoRefusesFailsItsTaskOnlyIfThatIsConfigured() throws Exception {
        plivo.close();
        plivo = PlivoSimulator.builder().account(new SimulatedAccount(ACCOUNT, "another token", 1)).start();
        properties.put(ConfigKeys.URL, plivo.baseUrl().toString());
        properties.put(ConfigKeys.ACCOUNT_ERROR, ConfigKeys.FAIL);
        List<List<SourceRecord>> batches = new ArrayList<>();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> read(batches, () -> false)))
                .hasMessageContaining(ACCOUNT).hasMessageContaining("401");
    }

    @Test
    void versionsThatAreNoLongerNeededLeaveTheirTopic() {
        StoredVersions old = new StoredVersions();
        old.put(ACCOUNT, "0123456789abcdef0123456789abcdef", now.minus(Duration.ofDays(2)), false, 0);
        TopicVersions loaded = old.delivered(ACCOUNT, new AccountOffset("{}", 0, null));

        loaded.forget(now.minus(Duration.ofDays(1)));

        assertThat(loaded.takeForgotten()).containsExactly("0123456789abcdef0123456789abcdef");
    }
}
