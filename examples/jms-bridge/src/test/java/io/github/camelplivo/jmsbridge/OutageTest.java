package io.github.camelplivo.jmsbridge;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bridge or the broker stops, at random moments and at the worst one: the broker has committed a page, and the
 * bridge receives no acknowledgement.
 */
@Timeout(300)
class OutageTest {

    private static final int RECORDS = 200;

    @TempDir
    private Path folder;
    private Installation all;

    @AfterEach
    void stop() {
        all.close();
    }

    @Test
    void theBrokerStopsAndStarts() throws Exception {
        all = new Installation(folder, Installation.ID_CACHE_SIZE);
        all.addRecords(RECORDS);
        all.stopBroker();
        all.startBridge();
        all.startBroker();
        awaitOnTheQueue(RECORDS / 4);
        all.stopBroker();
        all.startBroker();
        SilentCommit commit = new SilentCommit(all.broker(), Installation.RECORDS);
        Installation.await(commit::isDone);
        awaitAll(Installation.ID_CACHE_SIZE, "the broker started late, stopped and started, and once did not acknowledge a commit");

        // the other route has reconnected, too
        String uuid = all.account().iterator().next();
        assertThat(all.bridge().getCamelContext().createProducerTemplate()
                .requestBody("jms:queue:" + Installation.REQUESTS + "?requestTimeout=60000", uuid, String.class))
                .contains(uuid);
    }

    @ParameterizedTest(name = "id-cache-size {0}")
    @ValueSource(ints = { Installation.ID_CACHE_SIZE, 0 })
    void theBridgeIsKilled(int idCacheSize) throws Exception {
        all = new Installation(folder, idCacheSize);
        all.addRecords(RECORDS);
        SilentCommit commit = new SilentCommit(all.broker(), Installation.RECORDS);
        all.startProcess();
        Installation.await(commit::isDone);
        all.killProcess();
        all.startProcess();
        awaitOnTheQueue(RECORDS / 2);
        all.killProcess();
        all.startProcess();
        awaitAll(idCacheSize, "the bridge was killed twice, once after a commit without acknowledgement");
    }

    private void awaitOnTheQueue(int messages) {
        Installation.await(() -> all.queue(Installation.RECORDS).getMessageCount() >= messages);
    }

    private void awaitAll(int idCacheSize, String story) throws Exception {
        Installation.await(() -> all.sent().stream().map(SentRecord::correlationId).distinct().count() == RECORDS);
        List<SentRecord> sent = all.sent();
        int twice = sent.size() - RECORDS;
        System.out.printf("%d records, id-cache-size %d: %s: none lost, %d delivered twice%n", RECORDS, idCacheSize, story, twice);

        assertThat(sent.stream().map(SentRecord::correlationId).distinct())
                .containsExactlyInAnyOrderElementsOf(all.account());
        if (idCacheSize == 0) {
            // at most the page in flight, each time
            assertThat(twice).isPositive().isLessThanOrEqualTo(2 * 20);
        } else {
            assertThat(twice).isZero();
        }
    }
}
