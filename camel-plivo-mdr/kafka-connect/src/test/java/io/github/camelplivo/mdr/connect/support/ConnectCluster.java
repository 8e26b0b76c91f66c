package io.github.camelplivo.mdr.connect.support;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Workers that share their connectors, and the settings of a connector there. */
public final class ConnectCluster implements AutoCloseable {

    /** Of the folder that {@code mvn package} makes. */
    private static final Path PLUGIN_PATH = Path.of(System.getProperty("plugin.path", "target/plugin"));

    private final Path folder;
    private final KafkaBroker broker;
    private final boolean exactlyOnce;
    private final List<ConnectWorker> workers = new ArrayList<>();
    private final ConnectRest rest;

    /**
     * Starts the workers. Their connector writes to the topics {@code <group>} and {@code <group>-versions}.
     *
     * @param folder      of their logs and settings
     * @param pluginPaths with further plugins
     */
    public ConnectCluster(Path folder, KafkaBroker broker, String group, boolean exactlyOnce, int count, Path... pluginPaths)
                                                                                                                              throws Exception {
        this.folder = folder;
        this.broker = broker;
        this.exactlyOnce = exactlyOnce;
        broker.createTopic(group, false);
        broker.createTopic(group + "-versions", true);
        List<Path> plugins = Stream.concat(Stream.of(PLUGIN_PATH), Stream.of(pluginPaths)).map(Path::toAbsolutePath).toList();
        for (int i = 1; i <= count; i++) {
            workers.add(new ConnectWorker(folder, group + "-worker-" + i, group, broker, exactlyOnce, plugins).start());
        }
        rest = new ConnectRest(workers);
    }

    public List<ConnectWorker> workers() {
        return workers;
    }

    public ConnectRest rest() {
        return rest;
    }

    /** Those that tests of any kind need, for some of the accounts. Their tokens are in a file. */
    public Map<String, String> settings(String topic, ChangingAccounts accounts, List<String> ids) throws IOException {
        Path tokens = folder.resolve("tokens.properties");
        Properties properties = new Properties();
        accounts.ids().forEach(id -> properties.put(id, accounts.token(id)));
        try (Writer writer = Files.newBufferedWriter(tokens)) {
            properties.store(writer, null);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", "io.github.camelplivo.mdr.connect.PlivoMdrSourceConnector");
        settings.put("accounts", String.join(",", ids));
        ids.forEach(id -> settings.put("account." + id + ".token", "${file:" + tokens + ":" + id + "}"));
        settings.put("topic", topic);
        settings.put("url", accounts.plivo().baseUrl().toString());
        settings.put("poll.interval.ms", "1000");
        settings.put("settle.ms", "2000");
        settings.put("heartbeat.interval.ms", "1000");
        settings.put("list.requests.per.minute", "6000");
        settings.put("requests.per.second", "1000");
        settings.put("topic.creation.default.replication.factor", "1");
        settings.put("topic.creation.default.partitions", "1");
        settings.put("errors.tolerance", "none");
        if (exactlyOnce) {
            settings.put("exactly.once.support", "required");
        }
        return settings;
    }

    /** Further settings, with which the connector finds changes. */
    public Map<String, String> recheckSettings(String topic, String ages) {
        return Map.of(
                "recheck.after.ms", ages, "versions.topic", topic + "-versions", "versions.consumer.bootstrap.servers",
                broker.address());
    }

    @Override
    public void close() {
        workers.forEach(ConnectWorker::close);
    }
}
