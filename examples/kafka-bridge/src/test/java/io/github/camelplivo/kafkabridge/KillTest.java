package io.github.camelplivo.kafkabridge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.kafkabridge.demo.Comparison;
import io.github.camelplivo.kafkabridge.demo.InProcessKafka;
import io.github.camelplivo.kafkabridge.demo.SimulatedPlivo;
import io.github.camelplivo.kafkabridge.demo.TopicTail;
import io.github.camelplivo.kafkabridge.demo.Topics;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bridge is killed (SIGKILL) and restarted repeatedly, while records arrive and change. {@code -Dkill.times=20}
 * sets the number of kills. Each comes a few requests to Plivo or a few messages to Kafka after a start.
 */
@Timeout(600)
class KillTest {

    private static final int KILLS = Integer.getInteger("kill.times", 3);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int PAGE = 20;
    /** One kind of kill comes at most this many requests after a start, the other at most this many pages of messages. */
    private static final int REQUESTS = 12;
    private static final Duration RUN = Duration.ofSeconds(120);
    private static final String TOPIC = "mdr";

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void losesNothingAndTheLastVersionWins() throws Exception {
        try (SimulatedPlivo plivo = new SimulatedPlivo(KILLS * REQUESTS * PAGE);
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start()) {
            Topics.create(kafka.brokers(), TOPIC);
            plivo.simulator().onRequest(request -> requests.incrementAndGet());
            plivo.begin(10);
            try (TopicTail topic = new TopicTail(kafka.brokers(), TOPIC)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    try (ChildBridge bridge = start(plivo, kafka, kill)) {
                        await(bridge, momentToKill(topic));
                        bridge.kill();
                    }
                }
                try (ChildBridge bridge = start(plivo, kafka, KILLS + 1)) {
                    plivo.end();
                    await(bridge, () -> compare(plivo, topic).isEqual());
                    // messages in flight may still arrive
                    bridge.stop();
                }
                report(compare(plivo, topic));
            }
        }
    }

    private void report(Comparison comparison) {
        System.out.printf("%d kills, seed %d: %s%n", KILLS, SEED, comparison);
        assertThat(comparison.missing()).as("records missing, seed %d", SEED).isZero();
        assertThat(comparison.outdated()).as("records whose last message is not their last version, seed %d", SEED).isZero();
        assertThat(comparison.repeated()).as("versions sent again, seed %d", SEED).isLessThanOrEqualTo(KILLS * PAGE);
        // otherwise nothing was tested
        assertThat(comparison.messages()).isGreaterThan(comparison.records());
    }

    private Callable<Boolean> momentToKill(TopicTail topic) {
        if (random.nextBoolean()) {
            int lastRequest = requests.get() + random.nextInt(REQUESTS);
            return () -> requests.get() > lastRequest;
        }
        int written = topic.messages().size() + random.nextInt(REQUESTS * PAGE);
        return () -> topic.messages().size() > written;
    }

    private static Comparison compare(SimulatedPlivo plivo, TopicTail topic) {
        return Comparison.of(plivo.records(), topic.messages());
    }

    private static void await(ChildBridge bridge, Callable<Boolean> condition) {
        Awaitility.await().atMost(RUN).pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(bridge.isAlive()).as(bridge.output()).isTrue();
            return condition.call();
        });
    }

    private ChildBridge start(SimulatedPlivo plivo, InProcessKafka kafka, int life) throws IOException {
        Map<String, String> properties = new HashMap<>(plivo.properties());
        properties.put("bridge.folder", folder.toString());
        Map<String, String> environment = Map.of(
                "KAFKA_BROKERS", kafka.brokers(),
                "PLIVO_AUTH_ID", properties.get("plivo.auth-id"),
                "PLIVO_AUTH_TOKEN", properties.remove("camel.component.plivo-mdr.auth-token"));
        return ChildBridge.start(folder.resolve("output-" + life), environment, properties);
    }
}
