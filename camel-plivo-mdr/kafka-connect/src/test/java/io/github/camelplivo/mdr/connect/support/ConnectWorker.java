package io.github.camelplivo.mdr.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A worker of Kafka Connect in distributed mode, in a process of its own. It has the connector only from the plugin
 * folder.
 */
public final class ConnectWorker implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final int port = ChildProcess.freePort();
    private final List<Path> classPath;
    private ChildProcess process;

    /**
     * A worker that is not started yet.
     *
     * @param folder     of its log and its settings
     * @param name       one of its own in the folder
     * @param group      the workers of a group share connectors; it names their topics too
     * @param pluginPath folders of plugins, each of which has a folder for each plugin
     */
    public ConnectWorker(Path folder, String name, String group, KafkaBroker broker, boolean exactlyOnce,
                         List<Path> pluginPath) {
        this.folder = folder;
        this.name = name;
        this.classPath = ClassPaths.worker(pluginPath.get(0));
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.address());
        properties.put("group.id", group);
        properties.put("exactly.once.source.support", exactlyOnce ? "enabled" : "disabled");
        properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        for (String topic : List.of("config", "offset", "status")) {
            properties.put(topic + ".storage.topic", group + "-" + topic);
            properties.put(topic + ".storage.replication.factor", "1");
        }
        properties.put("offset.storage.partitions", "1");
        properties.put("status.storage.partitions", "1");
        properties.put("offset.flush.interval.ms", "5000");
        // the fencing of tasks is a request to the leader
        properties.put("listeners", "http://127.0.0.1:" + port);
        properties.put("rest.advertised.host.name", "127.0.0.1");
        properties.put("rest.advertised.port", Integer.toString(port));
        properties.put("plugin.path", String.join(",", pluginPath.stream().map(Path::toString).toList()));
        properties.put("plugin.discovery", "service_load");
        // five minutes by default, in which the tasks of a killed worker stand still
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.put("session.timeout.ms", "3000");
        properties.put("heartbeat.interval.ms", "500");
        // if all workers die, their open transactions keep the next ones from starting: for a minute by default
        properties.put("producer.transaction.timeout.ms", "8000");
        properties.put("config.providers", "file");
        properties.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        try (Writer writer = Files.newBufferedWriter(settings())) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path settings() {
        return folder.resolve(name + ".properties");
    }

    /** Can be called again after a kill; the address is the same. Returns at once: {@link ConnectRest} waits. */
    public ConnectWorker start() {
        process = ChildProcess.start(
                log(), "400m", classPath, "org.apache.kafka.connect.cli.ConnectDistributed", settings());
        return this;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP. */
    public void suspend() {
        process.suspend();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    /** Of its REST interface. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** As it calls itself in the status of a task. */
    public String id() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
