package io.github.camelplivo.mdr.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads the message records of Plivo accounts into a topic. Each account is read by one task. */
public final class PlivoMdrSourceConnector extends SourceConnector {

    private static final FeedLogger LOG = FeedLogger.of(PlivoMdrSourceConnector.class);
    /** A setting of Connect. */
    private static final String EXACTLY_ONCE = "exactly.once.support";

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.get();
    }

    @Override
    public ConfigDef config() {
        return ConfigKeys.definition();
    }

    @Override
    public Config validate(Map<String, String> given) {
        List<ConfigValue> values = ConfigKeys.definition(given).validate(given);
        Map<String, ConfigValue> byName = new HashMap<>();
        values.forEach(value -> byName.put(value.name(), value));
        Relations.check(byName, given);
        return new Config(values);
    }

    @Override
    public void start(Map<String, String> given) {
        // fails here, and not in the tasks, if the worker has not validated it
        new ConnectorConfig(given);
        properties = Map.copyOf(given);
        LOG.info("Records are delivered exactly once by distributed workers with exactly.once.source.support=enabled, and at"
                 + " least once by all others: a standalone worker ignores exactly.once.support={}",
                given.getOrDefault(EXACTLY_ONCE, "requested"));
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PlivoMdrSourceTask.class;
    }

    /** Tokens stay under their own keys: a worker stores the reference of a secret only for a key that it knows. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<String> accounts = new ConnectorConfig(properties).accounts();
        List<Map<String, String>> tasks = new ArrayList<>();
        int count = Math.min(maxTasks, accounts.size());
        for (int task = 0; task < count; task++) {
            List<String> own = new ArrayList<>();
            for (int i = task; i < accounts.size(); i += count) {
                own.add(accounts.get(i));
            }
            tasks.add(taskConfig(accounts, own));
        }
        return tasks;
    }

    private Map<String, String> taskConfig(List<String> accounts, List<String> own) {
        Set<String> others = new HashSet<>(accounts);
        others.removeAll(own);
        Map<String, String> config = new HashMap<>(properties);
        others.forEach(account -> config.remove(ConfigKeys.token(account)));
        config.put(ConfigKeys.ACCOUNTS, String.join(",", own));
        return config;
    }

    @Override
    public void stop() {
        // the tasks hold everything that must be closed
    }

    /** Records, positions and versions are in one transaction, and a position is that of its record. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        ConnectorConfig config = new ConnectorConfig(given);
        offsets.forEach((partition, offset) -> AccountOffset.require(config, partition, offset));
        return true;
    }
}
