package io.github.camelplivo.kafkafleet.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics as the README describes them. */
public final class Topics {

    public static final String WORK = "mdr-work";
    public static final String RECORDS = "mdr";
    public static final String POSITIONS = "mdr-positions";

    private Topics() {
    }

    /** @param partitions partitions of the topic of work: at most this many accounts are read at the same time */
    public static void create(String brokers, int partitions) throws InterruptedException, ExecutionException {
        Map<String, String> compacted = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.createTopics(
                    List.of(
                            new NewTopic(WORK, Optional.of(partitions), Optional.empty()),
                            new NewTopic(RECORDS, Optional.empty(), Optional.empty()).configs(compacted),
                            new NewTopic(POSITIONS, Optional.of(1), Optional.empty()).configs(compacted)))
                    .all().get();
        }
    }
}
