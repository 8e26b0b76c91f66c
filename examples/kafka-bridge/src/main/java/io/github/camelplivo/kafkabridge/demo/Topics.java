package io.github.camelplivo.kafkabridge.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics, as docs/kafka.md recommends. */
public final class Topics {

    private Topics() {
    }

    /** @param topic the topic of the records; the names of the others start with its name */
    public static void create(String brokers, String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.createTopics(
                    List.of(
                            topic(topic, Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                                    TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)))),
                            topic(topic + "-versions", Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                                    TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(2)),
                                    TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofHours(6)))),
                            topic(topic + "-requests", Map.of()),
                            topic(topic + "-answers", Map.of()),
                            topic(topic + "-dead-letters", Map.of())))
                    .all().get();
        }
    }

    /** With the broker's default numbers of partitions and replicas. */
    private static NewTopic topic(String name, Map<String, String> configuration) {
        return new NewTopic(name, Optional.empty(), Optional.empty()).configs(configuration);
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
