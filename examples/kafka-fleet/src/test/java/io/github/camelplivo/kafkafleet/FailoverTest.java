package io.github.camelplivo.kafkafleet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.kafkafleet.demo.InProcessKafka;
import io.github.camelplivo.kafkafleet.demo.Results;
import io.github.camelplivo.kafkafleet.demo.Topics;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One of several processes polls, with the position in Kafka. After a kill, the next one continues at that position.
 */
@Timeout(240)
class FailoverTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int RECORDS = 300;
    private static final int PAGE = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "master", "policy" })
    void theNextLeaderContinues(String how) throws Exception {
        try (InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start();
             PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
             Children children = new Children(
                     folder.resolve("poller.log"), Map.of(
                             "camel.component.kafka.brokers", kafka.brokers(),
                             "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                             "camel.component.plivo-mdr.list-requests-per-minute", "6000",
                             "feed.account", plivo.account().authId(), "feed.token", plivo.account().authToken()))) {
            Topics.create(kafka.brokers(), 1);
            addRecords(plivo, Instant.now());
            List<Process> pollers = List.of(
                    children.start(ActivePoller.class, how, folder.toString()),
                    children.start(ActivePoller.class, how, folder.toString()));
            try (Results results = new Results(kafka.brokers())) {
                await().atMost(SOON).until(() -> results.of("live").size() >= RECORDS / 3);
                Set<String> leaders = results.headers("process");
                assertThat(leaders).hasSize(1);
                pollers.stream().filter(poller -> leaders.contains(String.valueOf(poller.pid()))).forEach(Children::kill);
                // none of these records is in a window that was already read
                addRecords(plivo, Instant.now().plusMillis(RECORDS));
                Set<String> all = plivo.account().uuids(Instant.EPOCH, Instant.now().plusSeconds(1));
                await().atMost(SOON).until(() -> results.missing(all, "live").isEmpty());

                System.out.printf("%s: %d records, the leader was killed: none lost, %d delivered twice%n",
                        how, all.size(), results.twice("live"));
                assertThat(results.headers("process")).hasSize(2);
                assertThat(results.twice("live")).isLessThanOrEqualTo(PAGE);
            }
        }
    }

    private static void addRecords(PlivoSimulator plivo, Instant before) {
        for (int i = 1; i <= RECORDS; i++) {
            plivo.account().add(before.minusMillis(i));
        }
    }
}
