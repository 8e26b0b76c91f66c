package io.github.camelplivo.jmsbridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;

/**
 * A simulated account, a broker, and the bridge between them. The bridge runs in this JVM, or in a separate one that
 * can be killed.
 */
final class Installation implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(90);
    static final String RECORDS = "mdr";
    static final String REQUESTS = "mdr.questions";
    /** Artemis' own default. */
    static final int ID_CACHE_SIZE = 20_000;

    final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final Path folder;
    private final int idCacheSize;
    private final int port = freePort();
    private Broker broker;
    private Main bridge;
    private Process process;

    Installation(Path folder, int idCacheSize) throws Exception {
        this.folder = folder;
        this.idCacheSize = idCacheSize;
        startBroker();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Broker broker() {
        return broker;
    }

    Queue queue(String name) {
        return broker.queue(name);
    }

    void startBroker() throws Exception {
        broker = new Broker(folder.resolve("broker"), port, idCacheSize, RECORDS, REQUESTS);
    }

    void stopBroker() {
        broker.close();
    }

    /** Adds records that are older than {@code settle}, one a second. */
    void addRecords(int count) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < count; i++) {
            plivo.account().add(now.minusSeconds(60 + i));
        }
    }

    Set<String> account() {
        return plivo.account().uuids(Instant.EPOCH, Instant.now());
    }

    ActiveMQConnectionFactory connections() {
        return new ActiveMQConnectionFactory(broker.url());
    }

    List<SentRecord> sent() throws Exception {
        return SentRecord.on(RECORDS, broker.url());
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        "plivo.auth-id", plivo.account().authId(),
                        "camel.component.plivo-mdr.auth-token", plivo.account().authToken(),
                        "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                        "camel.component.plivo-mdr.list-requests-per-minute", "600000",
                        "camel.component.plivo-mdr.max-retries", "0"));
        // a missing response is detected soon
        properties.put("bridge.broker-url", "tcp://127.0.0.1:" + port + "?callTimeout=2000");
        properties.put("bridge.folder", folder.toString());
        properties.put("bridge.settle", "1s");
        properties.put("bridge.delay", "200");
        properties.put("bridge.recheck-after", "1h");
        return properties;
    }

    void startBridge(String... more) {
        Map<String, String> properties = properties();
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        bridge = JmsBridge.main(properties);
        bridge.start();
    }

    Main bridge() {
        return bridge;
    }

    /** The program as a user starts it. */
    void startProcess() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(JmsBridge.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("bridge.log").toFile()));
        builder.environment().putAll(Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "PLIVO_AUTH_ID", plivo.account().authId(), "PLIVO_AUTH_TOKEN", plivo.account().authToken(),
                "BROKER_URL", "set by bridge.broker-url"));
        process = builder.start();
    }

    /** SIGKILL on platforms with signals. */
    void killProcess() {
        process.destroyForcibly().onExit().join();
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(SOON).until(condition);
    }

    @Override
    public void close() {
        if (process != null) {
            killProcess();
        }
        if (bridge != null) {
            bridge.stop();
        }
        broker.close();
        plivo.close();
    }
}
