package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Delivered versions are stored in Camel's repositories, which outlive the process and sometimes fail. */
@Tag("slow")
class IdempotentRepositoryTest {

    /** Creates the repository as a starting process does. */
    enum Durable {
        FILE {
            @Override
            IdempotentRepository open(Path folder) {
                return FileIdempotentRepository.fileIdempotentRepository(folder.resolve("versions.txt").toFile());
            }
        },
        JDBC {
            @Override
            IdempotentRepository open(Path folder) {
                JdbcDataSource database = new JdbcDataSource();
                database.setURL("jdbc:h2:" + folder.resolve("versions").toAbsolutePath());
                return new JdbcMessageIdRepository(database, "plivo-mdr");
            }
        };

        abstract IdempotentRepository open(Path folder);
    }

    /** Fails at the test's command. */
    private static final class BrokenRepository extends ServiceSupport implements IdempotentRepository {

        private final IdempotentRepository repository = MemoryIdempotentRepository.memoryIdempotentRepository();
        private final AtomicBoolean readable = new AtomicBoolean(true);
        private final AtomicBoolean writable = new AtomicBoolean(true);
        private final AtomicInteger refused = new AtomicInteger();

        private void require(AtomicBoolean working) {
            if (!working.get()) {
                refused.incrementAndGet();
                throw new IllegalStateException("database away");
            }
        }

        @Override
        public boolean add(String key) {
            require(writable);
            return repository.add(key);
        }

        @Override
        public boolean contains(String key) {
            require(readable);
            return repository.contains(key);
        }

        @Override
        public boolean remove(String key) {
            return repository.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return repository.confirm(key);
        }

        @Override
        public void clear() {
            repository.clear();
        }
    }

    private static final int AGE_SECONDS = 8;
    private static final int RECORDS = 50;

    @TempDir
    Path folder;

    private final RouteHarness rig = new RouteHarness();
    private final List<String> uuids = new ArrayList<>();
    /** The sweep that read each page. */
    private final List<String> readBy = new CopyOnWriteArrayList<>();
    /** Listed, and in the middle of a second. */
    private final Instant time = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 2).plusMillis(500);

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(IdempotentRepository repository) throws Exception {
        rig.start(r -> {
            r.bindToRegistry("versions", repository);
            r.from(
                    rig.uri(
                            "watermarkFile=" + folder.resolve("mdr.watermark"), "settle=1s", "startTime=1m",
                            "recheckAfter=" + AGE_SECONDS + "s", "idempotentRepository=#versions"))
                    .routeId("feed").process(this::deliver);
        });
    }

    private void deliver(Exchange exchange) {
        rig.deliver(exchange);
        Message page = exchange.getMessage();
        readBy.add(page.getHeader(PlivoMdrConstants.SWEEP) + " " + page.getHeader(PlivoMdrConstants.AGE));
    }

    private void add() {
        for (int i = 0; i < RECORDS; i++) {
            uuids.add(rig.plivo.account().add(time.plusMillis(i)));
        }
    }

    private List<SweepProgress> sweeps() {
        return ((PlivoMdrConsumer) rig.context.getRoute("feed").getConsumer()).getProgress().sweeps();
    }

    private Instant recheck() {
        return sweeps().stream()
                .filter(sweep -> sweep.name().age() != null).map(SweepProgress::cursor).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void deliversOnlyChangedRecordsAfterARestart(Durable durable) throws Exception {
        add();
        start(durable.open(folder));
        // the last page may not be remembered yet: the stop waits for that
        rig.awaitDelivered(RECORDS);
        rig.stopContext();
        String changed = uuids.get(7);
        rig.plivo.account().change(changed, json -> json.put("total_amount", "0.12345"));
        rig.delivered.clear();
        readBy.clear();

        start(durable.open(folder));
        await().atMost(RouteHarness.SOON).until(() -> recheck().isAfter(time.plusSeconds(1)));

        assertThat(rig.delivered).containsExactly(changed);
        assertThat(readBy).containsExactly("recheck " + Duration.ofSeconds(AGE_SECONDS));
    }

    /** Like a component with one repository for all its routes. */
    @ParameterizedTest
    @EnumSource
    void aVersionThatOneFeedDeliveredIsNotDeliveredByAnother(Durable durable) throws Exception {
        add();
        List<String> failed = IntStream.range(0, RECORDS).filter(i -> i % 3 == 0).mapToObj(uuids::get).toList();
        uuids.forEach(uuid -> rig.plivo.account().change(
                uuid, json -> json.put("message_state", failed.contains(uuid) ? "failed" : "delivered")));
        List<String> failures = new CopyOnWriteArrayList<>();
        rig.start(r -> {
            r.bindToRegistry("versions", durable.open(folder));
            String shared = "settle=1s&startTime=1m&recheckAfter=8s&idempotentRepository=#versions&watermarkFile=" + folder;
            r.from(rig.uri(shared + "/all")).process(rig::deliver);
            r.from(rig.uri(shared + "/failed", "messageState=failed")).split(r.body())
                    .process(e -> failures.add(e.getMessage().getBody(MessageDetailRecord.class).getMessageUuid()));
        });
        await().atMost(RouteHarness.SOON).until(() -> rig.delivered.size() >= RECORDS && failures.size() >= failed.size());

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(failures).containsExactlyInAnyOrderElementsOf(failed);
    }

    @Test
    void waitsForARepositoryThatCannotBeRead() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        repository.readable.set(false);
        add();
        start(repository);
        await().atMost(RouteHarness.SOON).until(() -> repository.refused.get() >= 3);
        assertThat(rig.delivered).isEmpty();

        repository.readable.set(true);
        rig.awaitDelivered(RECORDS);

        assertEachOnce();
    }

    @Test
    void deliversNoFurtherPageUntilTheLastOneIsRemembered() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        repository.writable.set(false);
        add();
        start(repository);
        await().atMost(RouteHarness.SOON).until(() -> repository.refused.get() >= 3);
        assertThat(rig.delivered).hasSize(20);

        repository.writable.set(true);
        rig.awaitDelivered(RECORDS);

        assertEachOnce();
    }

    @Test
    void repeatsThePageThatWasNotRememberedAfterARestart() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        repository.writable.set(false);
        add();
        start(repository);
        await().atMost(RouteHarness.SOON).until(() -> repository.refused.get() >= 3);
        rig.stopContext();
        List<String> unremembered = List.copyOf(rig.delivered);

        repository.writable.set(true);
        start(repository);
        rig.awaitDelivered(RECORDS + unremembered.size());

        assertThat(rig.distinct()).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(rig.delivered).filteredOn(uuid -> Collections.frequency(rig.delivered, uuid) > 1)
                .hasSize(2 * unremembered.size()).allMatch(unremembered::contains);
    }

    private void assertEachOnce() {
        await().atMost(RouteHarness.SOON).until(() -> recheck().isAfter(time.plusSeconds(1)));
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
    }
}
