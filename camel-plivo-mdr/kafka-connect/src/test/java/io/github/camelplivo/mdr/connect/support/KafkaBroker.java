package io.github.camelplivo.mdr.connect.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;

import static org.awaitility.Awaitility.await;

/** A real Kafka, broker and controller in one, in a process of its own that can be killed and started again. */
public final class KafkaBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = ChildProcess.freePort();
    private ChildProcess process;

    private KafkaBroker(Path folder) {
        this.folder = folder;
    }

    /** @param folder of its data and its log */
    public static KafkaBroker start(Path folder) throws IOException {
        KafkaBroker broker = new KafkaBroker(folder);
        broker.format();
        broker.start();
        return broker;
    }

    private void format() throws IOException {
        int controller = ChildProcess.freePort();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        properties.put("listeners", "PLAINTEXT://" + address() + ",CONTROLLER://127.0.0.1:" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://" + address());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", folder.resolve("data").toString());
        properties.put("num.partitions", "3");
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        // a broker that was killed can register again when its session has ended: after 9 s by default
        properties.put("broker.session.timeout.ms", "1500");
        properties.put("broker.heartbeat.interval.ms", "300");
        Files.createDirectories(folder);
        try (Writer writer = Files.newBufferedWriter(settings())) {
            properties.store(writer, null);
        }
        StorageTool.execute(
                new String[] { "format", "-t", Uuid.randomUuid().toString(), "-c", settings().toString() },
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    /** Can be called again after a kill; address and data are the same. Returns when it answers. */
    public void start() {
        process = ChildProcess.start(folder.resolve("broker.log"), "512m", ClassPaths.all(), "kafka.Kafka", settings());
        try (Admin admin = admin()) {
            await("the broker").atMost(START).ignoreExceptions().until(() -> {
                process.requireAlive();
                return !admin.describeCluster().nodes().get().isEmpty();
            });
        }
    }

    /** @param compacted whether the topic keeps only the last record of each key */
    public void createTopic(String topic, boolean compacted) throws Exception {
        String policy = compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy)))).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }
}
